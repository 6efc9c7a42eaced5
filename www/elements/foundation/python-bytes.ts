/** The bundler writes it in. */
declare const PYTHON_BYTES: number;

/** What a reader has to download before Python runs; 0 where the site has no Python. */
export const pythonBytes: number = PYTHON_BYTES;
