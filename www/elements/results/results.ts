/** What a run came to, in words. */

export { verdict, withinNoise } from "./verdict";
