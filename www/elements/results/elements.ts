/** What a run came to: times and speed-ups, what explains them, and what was computed. */

import "./diagnosis";
import "./painted-picture";
import "./strategy-results";
