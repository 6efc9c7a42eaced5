/** Source code, highlighted. */

import "./code-listing";
import "./code-view";
