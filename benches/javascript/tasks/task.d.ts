/** Items from `start` on, up to but without `end`. */
export interface Range {
  start: number;
  end: number;
}

/** A row of independent items to compute. Inputs and parts are plain data, which can be sent. */
export interface Task<Input, Part> {
  /** What is computed. Whatever is random follows from the seed. */
  build(size: number, seed: number): Input;
  /** How many items there are. */
  items(input: Input): number;
  /** The input of only these items: all that has to be sent to compute them. */
  extract(input: Input, range: Range): Input;
  /** Computes all items of an input. */
  run(input: Input): Part;
  /** Puts the parts of neighbouring ranges together, in the order of their items. */
  combine(parts: Part[]): Part;
  /** What to show of the output, as JSON can hold it. */
  describe(input: Input, output: Part): unknown;
}
