/**
 * Has texts trusted before any other script of a worker runs: pyodide asks while it is loaded what
 * kind of worker it is in, and the browser would complain of the text that it asks with.
 */

import { trustTexts } from "../engine/trusted-address";

trustTexts();
