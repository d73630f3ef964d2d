// A document: the text and its claims light up together; words selected in the text become a claim that was missed.

import { find } from "../lib/dom";
import { Adding } from "../review/adding";
import { linkClaims } from "../review/linked";

const text = find<HTMLElement>("#text");
linkClaims(text);
if (text.dataset["may"]) new Adding(text).start();
