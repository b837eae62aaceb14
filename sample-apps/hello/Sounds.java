//DEPS commons-codec:commons-codec:1.17.1

import dev.carafe.annotations.App;
import dev.carafe.annotations.Function;
import org.apache.commons.codec.language.Metaphone;

/// One file with a library: the line above names it, Carafe fetches it.
@App
public final class Sounds {

  /// Whether two words sound alike in English.
  @Function
  public static boolean alike(String first, String second) {
    return new Metaphone().isMetaphoneEqual(first, second);
  }
}
