/** What every output must hold to, whatever it speaks; inherited by the tests of each. */
package io.tocsin.notify.contract;
