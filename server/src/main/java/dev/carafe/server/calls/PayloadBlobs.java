package dev.carafe.server.calls;

import dev.carafe.model.id.BlobId;
import dev.carafe.protocol.proto.Payload;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which blob a payload lies in, if it is a large one.
final class PayloadBlobs {
  private PayloadBlobs() {}

  static void add(@Nullable Payload payload, Set<BlobId> to) {
    if (payload != null && payload.hasBlob()) {
      to.add(new BlobId(payload.getBlob().getSha256()));
    }
  }
}
