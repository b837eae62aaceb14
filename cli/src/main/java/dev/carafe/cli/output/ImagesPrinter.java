package dev.carafe.cli.output;

import dev.carafe.client.control.ImageRow;

/// The images of a server.
public final class ImagesPrinter {
  private static final int SHORT = 12;
  private static final int LONGEST_STEP = 60;

  public static final Listing<ImageRow> LISTING =
      new Listing<>(
          "There are no images. Have a base: carafe image base",
          new Table<ImageRow>()
              .column("KIND", ImageRow::kind)
              .column("APP", ImageRow::app)
              .column("IMAGE", ImagesPrinter::name)
              .column("DIGEST", row -> row.id().isEmpty() ? "not built" : shortId(row.id()))
              .number("SIZE", row -> row.id().isEmpty() ? "" : Humans.bytes(row.bytes()))
              .number(
                  "LAYERS", row -> row.kind().equals("image") ? Integer.toString(row.layers()) : "")
              .column(
                  "MADE", // bases have the same time everywhere
                  row ->
                      row.created()
                          .filter(_ -> row.kind().equals("layer") || row.layers() > 0)
                          .map(Listing::ago)
                          .orElse(""))
              .column("USED BY", ImagesPrinter::users));

  private ImagesPrinter() {}

  private static String name(ImageRow row) {
    if (row.kind().equals("image")) {
      return name(row.image());
    }
    String step = row.image();
    return step.length() > LONGEST_STEP ? step.substring(0, LONGEST_STEP) + "…" : step;
  }

  private static String users(ImageRow row) {
    boolean unused = row.kind().equals("layer") && row.usedBy().isEmpty();
    return unused ? "nothing" : String.join(", ", row.usedBy());
  }

  /// An image's class without its package.
  public static String name(String image) {
    return image.isEmpty()
        ? "(default)"
        : image.substring(image.lastIndexOf('.') + 1).replace('$', '.');
  }

  /// A digest as people compare it.
  public static String shortId(String id) {
    String hex = id.substring(id.indexOf(':') + 1);
    return hex.substring(0, Math.min(SHORT, hex.length()));
  }
}
