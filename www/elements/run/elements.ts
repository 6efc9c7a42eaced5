/** What is shown of a run while it goes on. */

import "./console";
import "./python-loading";
import "./request-line";
import "./run-clock";
import "./run-log";
import "./run-progress";
