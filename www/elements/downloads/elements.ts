/** What was downloaded, what was not, and what of it this browser keeps. */

import "./download-directory";
import "./failed-downloads";
import "./kept-here";
import "./picture-gallery";
