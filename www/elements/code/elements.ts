/** The section that has the source code. */

import "./code-view";
