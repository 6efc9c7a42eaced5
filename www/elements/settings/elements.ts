/** The controls by which a reader sets a run up. */

import "./run-controls";
