package dev.carafe.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/// No public method or constructor names a type beside the JDK's, this project's own, and nullness
/// annotations.
final class ShowJdkTypesOnly extends ArchCondition<JavaClass> {
  ShowJdkTypesOnly() {
    super("show JDK types and Carafe's own only");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    for (JavaCodeUnit unit : type.getCodeUnits()) {
      if (unit.getModifiers().contains(JavaModifier.PUBLIC)) {
        Stream.concat(unit.getRawParameterTypes().stream(), Stream.of(unit.getRawReturnType()))
            .filter(t -> foreign(t.getBaseComponentType()))
            .forEach(
                t ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, unit.getFullName() + " shows " + t.getName())));
      }
    }
  }

  private static boolean foreign(JavaClass type) {
    String name = type.getPackageName();
    boolean own = name.startsWith("dev.carafe") && !name.startsWith("dev.carafe.protocol");
    return !type.isPrimitive() && !name.startsWith("java.") && !own;
  }
}
