/** The documents held to the program: what is shown is run, what there is has its entry. */
@NullMarked
package io.tocsin.docs;

import org.jspecify.annotations.NullMarked;
