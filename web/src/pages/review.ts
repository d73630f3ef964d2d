// Review: the desk for one claim after another, or batches, whichever the page is.

import { startBatch } from "../review/batch";
import { Desk } from "../review/desk";

if (document.querySelector("#batch")) startBatch();
else if (document.querySelector("#desk")) new Desk().start();
