/** How much memory an interpreter may fill, so that a few of them fit into most machines. */
export const MEMORY_GIB = 1;
