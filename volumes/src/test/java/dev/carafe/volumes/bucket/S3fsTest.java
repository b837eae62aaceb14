package dev.carafe.volumes.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.carafe.model.app.BucketMountSpec;
import dev.carafe.model.file.ContainerUser;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class S3fsTest {
  private static final Map<String, String> VALUES =
      Map.of("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE", "AWS_SECRET_ACCESS_KEY", "s3cr3t");
  private static final MountFolder FOLDER = new MountFolder(Path.of("/data/buckets/ct-1/b0"));

  private static S3fs s3fs(boolean readOnly, String endpoint, Map<String, String> values) {
    return new S3fs(
        new BucketMountSpec(
            "/models",
            "s3://weights/minilm/v2/",
            endpoint,
            values.isEmpty() ? "" : "keys",
            readOnly,
            !endpoint.isEmpty()),
        BucketKeys.of(values.isEmpty() ? "" : "keys", values),
        FOLDER,
        new HostUser(0, 0, true),
        new ContainerUser(7, 8));
  }

  @Test
  void whatIsInABucketIsShownAsTheContainersUsers() {
    assertThat(String.join(" ", s3fs(true, "", VALUES).command())).contains("uid=7,gid=8");
  }

  @Test
  void theKeysAreInNoArgumentAndInNoEnvironment() {
    S3fs s3fs = s3fs(true, "", VALUES);
    assertThat(String.join(" ", s3fs.command()))
        .doesNotContain("AKIAEXAMPLE")
        .doesNotContain("s3cr3t")
        .contains("passwd_file=/data/buckets/ct-1/b0/keys");
    assertThat(s3fs.environment()).containsOnlyKeys("PATH");
    assertThat(s3fs.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void temporaryKeysAreInTheProgramsOwnEnvironmentAlone() {
    S3fs s3fs =
        s3fs(
            true,
            "",
            Map.of(
                "AWS_ACCESS_KEY_ID", "ASIA",
                "AWS_SECRET_ACCESS_KEY", "s3cr3t",
                "AWS_SESSION_TOKEN", "t0ken"));
    assertThat(String.join(" ", s3fs.command())).doesNotContain("t0ken").doesNotContain("passwd");
    assertThat(s3fs.environment()).containsEntry("AWSSESSIONTOKEN", "t0ken");
  }

  @Test
  void thePrefixFollowsTheBucketsName() {
    assertThat(s3fs(true, "", VALUES).command())
        .startsWith("s3fs", "weights:/minilm/v2", "/data/buckets/ct-1/b0/mount", "-f");
  }

  @Test
  void withoutAnEndpointItIsAmazonsOfTheRegion() {
    assertThat(s3fs(true, "", VALUES).command().getLast())
        .contains("url=https://s3.us-east-1.amazonaws.com")
        .doesNotContain("use_path_request_style");
    assertThat(s3fs(true, "http://minio:9000", VALUES).command().getLast())
        .contains("url=http://minio:9000")
        .contains("use_path_request_style");
  }

  @Test
  void onlyAReadOnlyMountIsMadeReadOnly() {
    assertThat(s3fs(true, "", VALUES).command().getLast().split(",")).contains("ro");
    assertThat(s3fs(false, "", VALUES).command().getLast().split(",")).doesNotContain("ro");
  }

  @Test
  void withoutASecretTheBucketIsPublic() {
    assertThat(s3fs(true, "", Map.of()).command().getLast()).contains("public_bucket=1");
  }

  @Test
  void aSecretWithoutOneOfTheKeysIsToldOf() {
    assertThatThrownBy(() -> BucketKeys.of("keys", Map.of("AWS_ACCESS_KEY_ID", "a")))
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("the secret keys lacks AWS_SECRET_ACCESS_KEY");
  }
}
