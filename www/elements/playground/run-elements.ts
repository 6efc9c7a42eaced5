/** What the page shows of runs, and of what they leave behind: the opening page can do without it. */

import "../downloads/elements";
import "../hazards/hazards";
import "../reports/elements";
import "../results/elements";
import "../run/elements";
import "../scaling/elements";
import "../timeline/elements";
