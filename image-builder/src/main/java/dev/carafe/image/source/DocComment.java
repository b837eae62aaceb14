package dev.carafe.image.source;

import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.comments.JavadocComment;
import com.github.javaparser.ast.comments.MarkdownComment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a documentation comment (`/** */` or `///`) says: its first sentence, and a line for each
/// parameter it describes with `@param`.
public record DocComment(String summary, Map<String, String> parameters) {
  private static final Pattern TAG = Pattern.compile("(?m)^@(\\w+)\\s+");
  private static final Pattern PARAM = Pattern.compile("(?s)(\\w+)\\s+(.*)");

  public DocComment {
    parameters = Map.copyOf(parameters);
  }

  static Optional<DocComment> of(MethodDeclaration method) {
    return method.getJavadocComment().map(DocComment::text).map(DocComment::read);
  }

  private static String text(JavadocComment comment) {
    String raw =
        comment instanceof MarkdownComment markdown
            ? markdown.getMarkdownContent()
            : comment.getContent();
    return raw.replaceAll("(?m)^[ \\t]*(\\*|///)?[ \\t]?", "").strip();
  }

  /// Reads the text of a comment, without its stars and slashes.
  static DocComment read(String text) {
    var parameters = new LinkedHashMap<String, String>();
    Matcher tags = TAG.matcher(text);
    int from = 0;
    String description = text;
    String tag = "";
    while (true) {
      boolean more = tags.find();
      String part = text.substring(from, more ? tags.start() : text.length());
      if (tag.isEmpty()) {
        description = part;
      } else if (tag.equals("param")) {
        Matcher param = PARAM.matcher(part.strip());
        if (param.matches()) {
          parameters.put(param.group(1), plain(param.group(2)));
        }
      }
      if (!more) {
        return new DocComment(firstSentence(plain(description)), parameters);
      }
      tag = tags.group(1);
      from = tags.end();
    }
  }

  private static String firstSentence(String text) {
    Matcher end = Pattern.compile("[.!?](?=\\s|$)").matcher(text);
    return end.find() ? text.substring(0, end.end()) : text;
  }

  /// One line, without markup.
  private static String plain(String text) {
    return text.replaceAll("\\{@\\w+\\s+([^}]*)}", "$1")
        .replaceAll("<[^>]+>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
