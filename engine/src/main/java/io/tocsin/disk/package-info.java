/**
 * The one way in which what must outlive the program touches the file system, so that a test can
 * stand in its place and let writes, forces and renames fail.
 *
 * <p>May use: the JDK only. Used by: journal, snapshots, outboxes, testkit.
 */
@NullMarked
package io.tocsin.disk;

import org.jspecify.annotations.NullMarked;
