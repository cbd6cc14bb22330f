/** A page without a run: only its header does something. */

import { mountHeader } from "./header.js";

mountHeader(window);
