/// The shapes a method reference can take: `FuncN` with a result, `ProcN` without. They are
/// serialisable so that the method behind a reference can be named; they are never sent. `FuncN`
/// extends `ProcN`, and `Func` of a value extends the batched one, so that the compiler always
/// finds one most specific overload.
@NullMarked
package dev.carafe.annotations.reference;

import org.jspecify.annotations.NullMarked;
