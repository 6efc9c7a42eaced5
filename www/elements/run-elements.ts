/** What the page shows of runs, and of what they leave behind: the opening page can do without it. */

import "./diagnosis";
import "./download-directory";
import "./hazards";
import "./kept-here";
import "./lane-view";
import "./outlook";
import "./painted-picture";
import "./picture-gallery";
import "./report-comparison";
import "./request-line";
import "./run-clock";
import "./run-log";
import "./run-progress";
import "./strategy-results";
import "./take-along";
