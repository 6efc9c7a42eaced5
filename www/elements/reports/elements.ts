/** What is done with a report: it is taken along, and compared with another. */

import "./report-comparison";
import "./take-along";
