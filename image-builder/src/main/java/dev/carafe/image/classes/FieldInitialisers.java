package dev.carafe.image.classes;

import dev.carafe.image.declared.Initialiser;
import dev.carafe.image.declared.MethodDeclared;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.constant.ConstantDesc;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the constructors of a class file put into its fields. The compiler copies every field
/// initialiser into them as `aload_0, constant, putfield`; anything between the two that is not a
/// constant makes the initialiser a computed one.
final class FieldInitialisers {
  private final Map<String, Initialiser> byField = new HashMap<>();

  private FieldInitialisers() {}

  static Map<String, Initialiser> of(ClassModel type) {
    var found = new FieldInitialisers();
    for (MethodModel method : type.methods()) {
      if (method.methodName().equalsString(MethodDeclared.CONSTRUCTOR)) {
        method.code().ifPresent(c -> found.walk(c, type));
      }
    }
    return found.byField;
  }

  private void walk(CodeModel code, ClassModel type) {
    var sinceThis = new ArrayList<Instruction>();
    for (CodeElement element : code) {
      if (element instanceof LoadInstruction load && load.opcode() == Opcode.ALOAD_0) {
        sinceThis.clear();
      } else if (element instanceof FieldInstruction put
          && put.opcode() == Opcode.PUTFIELD
          && put.owner().name().equals(type.thisClass().name())) {
        byField.merge(put.name().stringValue(), read(sinceThis, put), FieldInitialisers::both);
      } else if (element instanceof Instruction instruction) {
        sinceThis.add(instruction);
      }
    }
  }

  /// Two constructors that disagree leave nothing that could be called the default.
  private static Initialiser both(Initialiser one, Initialiser other) {
    return one.equals(other) ? one : new Initialiser.Computed();
  }

  private static Initialiser read(List<Instruction> value, FieldInstruction put) {
    if (value.size() == 1 && value.getFirst() instanceof ConstantInstruction constant) {
      return constant(constant.constantValue(), put.typeSymbol().descriptorString());
    }
    if (value.size() == 1
        && value.getFirst() instanceof FieldInstruction get
        && get.opcode() == Opcode.GETSTATIC
        && get.typeSymbol().equals(get.owner().asSymbol())) {
      return new Initialiser.Constant(get.name().stringValue());
    }
    return bytes(value)
        .<Initialiser>map(b -> new Initialiser.Constant(Base64.getEncoder().encodeToString(b)))
        .orElse(new Initialiser.Computed());
  }

  private static Initialiser constant(ConstantDesc value, String descriptor) {
    if (descriptor.equals("Z")) {
      return new Initialiser.Constant(value.equals(0) ? "false" : "true");
    }
    return value instanceof String || value instanceof Number
        ? new Initialiser.Constant(value.toString())
        : new Initialiser.Computed(); // null
  }

  /// `newarray byte` followed by `dup, index, value, bastore` for each element that is not zero.
  private static Optional<byte[]> bytes(List<Instruction> value) {
    if (value.size() < 2
        || (value.size() - 2) % 4 != 0
        || !(value.get(1) instanceof NewPrimitiveArrayInstruction)
        || !(value.getFirst() instanceof ConstantInstruction length)
        || !(length.constantValue() instanceof Integer size)) {
      return Optional.empty();
    }
    var bytes = new byte[size];
    for (int i = 2; i < value.size(); i += 4) {
      if (value.get(i) instanceof StackInstruction
          && value.get(i + 1) instanceof ConstantInstruction index
          && value.get(i + 2) instanceof ConstantInstruction item
          && value.get(i + 3) instanceof ArrayStoreInstruction) {
        bytes[(Integer) index.constantValue()] = ((Integer) item.constantValue()).byteValue();
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(bytes);
  }
}
