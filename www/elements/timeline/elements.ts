/** The lanes of trials side by side, to be moved about in and replayed. */

import "./lane-view";
