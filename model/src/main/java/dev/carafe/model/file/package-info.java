/// What several rooms do with files of the machine.
@org.jspecify.annotations.NullMarked
package dev.carafe.model.file;
