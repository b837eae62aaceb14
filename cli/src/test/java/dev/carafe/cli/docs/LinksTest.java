package dev.carafe.cli.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Links within the checkout lead to files that are there, and to headings that are in them.
final class LinksTest {
  private static final Pattern LINK =
      Pattern.compile("]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

  @Test
  void linksLeadSomewhere() {
    for (Page page : Page.all()) {
      Matcher links = LINK.matcher(page.text());
      while (links.find()) {
        String link = page.file() + ": " + links.group();
        Path target =
            links.group(1).isEmpty()
                ? page.file()
                : page.file().resolveSibling(links.group(1)).normalize();
        assertThat(Files.exists(target)).as(link).isTrue();
        if (links.group(2) != null) {
          assertThat(anchors(Page.read(target))).as(link).contains(links.group(2));
        }
      }
    }
  }

  /// As GitHub makes them of headings.
  private static List<String> anchors(Page page) {
    return page.text()
        .lines()
        .filter(line -> line.matches("#+ .*"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
        .map(line -> line.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}
