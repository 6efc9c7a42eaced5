/** How a task scales: as measured, and as the model of a finished run says. */

import "./outlook";
import "./scaling";
