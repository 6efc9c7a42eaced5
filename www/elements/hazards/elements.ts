/** What can go wrong where workers share something. */

import "./hazards";
