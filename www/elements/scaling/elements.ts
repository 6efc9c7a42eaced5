/** What the model of a finished run says about more workers. */

import "./outlook";
