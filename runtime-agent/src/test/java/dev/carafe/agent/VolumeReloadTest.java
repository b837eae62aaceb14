package dev.carafe.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.carafe.agent.AgentProcess.Setup;
import dev.carafe.protocol.proto.FromAgent;
import dev.carafe.protocol.proto.ToAgent;
import dev.carafe.protocol.proto.VolumeReply;
import dev.carafe.protocol.proto.VolumeRequest;
import dev.carafe.protocol.proto.VolumeRequest.Action;
import dev.carafe.protocol.wire.AgentConfig.VolumeView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeReloadTest {
  @TempDir Path temp;
  private AgentProcess agent;
  private Path file;

  @BeforeEach
  void startInItsOwnMounts() throws Exception {
    Path mount = Files.createDirectory(temp.resolve("mount"));
    file = mount.resolve("weights");
    for (String version : List.of("1", "2")) {
      for (String layer : List.of("lower", "upper", "work")) {
        Files.createDirectory(temp.resolve(layer + version));
      }
      Files.writeString(temp.resolve("lower" + version).resolve("weights"), "of " + version);
    }
    assumeTrue(mayMount(), "this host permits no mount namespaces");
    Setup setup = new Setup(temp);
    setup.volumes = List.of(new VolumeView("v", mount.toString(), false));
    setup.before =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            ("cd %s && mount -t overlay -o userxattr,lowerdir=lower1,upperdir=upper1,workdir=work1"
                    + " overlay mount && exec \"$@\"")
                .formatted(temp),
            "sh");
    agent = setup.start().ready();
  }

  private static boolean mayMount() throws IOException, InterruptedException {
    return new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "true")
            .start()
            .waitFor()
        == 0;
  }

  @AfterEach
  void stop() {
    if (agent != null) {
      agent.close();
    }
  }

  @Test
  void reloadShowsTheNewVersionAndFilesOpenForReadingStayAsTheyWere() throws Exception {
    assertThat(agent.call("fc-1", "read", file.toString())).isEqualTo("of 1");
    agent.dispatch("fc-2", "readAcrossReload", "v", file.toString());
    answer(Action.ACTION_RELOAD, newView());
    answer(Action.ACTION_RELOADED, VolumeReply.newBuilder().setVersion(2));
    assertThat(agent.value("readAcrossReload", agent.returned("fc-2"))).isEqualTo("of 1, of 2");
    agent.call("fc-3", "write", file + "2", "new");
    assertThat(temp.resolve("upper2/weights2")).hasContent("new");
    assertThat(mountsOfAgent()).isEqualTo(1);
  }

  @Test
  void aLayerOfChangesIsShownAboveTheTreeItStandsOn() throws Exception {
    Path changes = Files.createDirectory(temp.resolve("changes"));
    Files.writeString(changes.resolve("weights"), "changed");
    Files.writeString(temp.resolve("lower2/tokenizer"), "as before");
    agent.dispatch("fc-1", "readAcrossReload", "v", file.toString());
    answer(Action.ACTION_RELOAD, newView().setChanges(changes.toString()));
    answer(Action.ACTION_RELOADED, VolumeReply.newBuilder().setVersion(2));
    assertThat(agent.value("readAcrossReload", agent.returned("fc-1"))).isEqualTo("of 1, changed");
    assertThat(agent.call("fc-2", "read", file.resolveSibling("tokenizer").toString()))
        .isEqualTo("as before");
  }

  @Test
  void pathsOfLayersMayBeLongAndHoldColons() throws Exception {
    Path deep = temp.resolve("layers:of/" + "a-long-name/".repeat(25));
    for (String layer : List.of("changes", "tree", "upper", "work")) {
      Files.createDirectories(deep.resolve(layer));
    }
    Files.writeString(deep.resolve("changes/weights"), "changed");
    Files.writeString(deep.resolve("tree/tokenizer"), "as before");
    agent.dispatch("fc-1", "readAcrossReload", "v", file.toString());
    answer(
        Action.ACTION_RELOAD,
        VolumeReply.newBuilder()
            .setVersion(2)
            .setChanges(deep.resolve("changes").toString())
            .setLower(deep.resolve("tree").toString())
            .setUpper(deep.resolve("upper").toString())
            .setWork(deep.resolve("work").toString()));
    answer(Action.ACTION_RELOADED, VolumeReply.newBuilder().setVersion(2));
    assertThat(agent.value("readAcrossReload", agent.returned("fc-1"))).isEqualTo("of 1, changed");
    assertThat(agent.call("fc-2", "read", file.resolveSibling("tokenizer").toString()))
        .isEqualTo("as before");
  }

  @Test
  void nothingNewerIsNoReload() throws Exception {
    agent.dispatch("fc-1", "reload", "v");
    answer(Action.ACTION_RELOAD, VolumeReply.newBuilder().setVersion(1));
    assertThat(agent.value("reload", agent.returned("fc-1"))).isEqualTo("reloaded");
    assertThat(agent.call("fc-2", "read", file.toString())).isEqualTo("of 1");
  }

  @Test
  void reloadIsRefusedWhileAFileIsOpenForWriting() throws Exception {
    agent.dispatch("fc-1", "reloadWhileOpen", "v", file.toString());
    assertThat(agent.returned("fc-1").getFailure().getMessage())
        .isEqualTo(
            ("The Volume v cannot be reloaded while %s is open for writing by process %d (java)."
                    + " Close the file, then reload")
                .formatted(file, agent.handle().pid()));
  }

  @Test
  void reloadIsRefusedWhileAFileIsMappedForWriting() throws Exception {
    agent.dispatch("fc-1", "reloadWhileMapped", "v", file.toString());
    assertThat(agent.returned("fc-1").getFailure().getMessage())
        .contains("while %s is mapped for writing by process".formatted(file))
        .endsWith("Close the arena of the mapping, or drop its buffer, then reload");
  }

  @Test
  void commitAsksTheServerAndGivesItsVersion() throws Exception {
    agent.dispatch("fc-1", "commit", "v");
    answer(Action.ACTION_COMMIT, VolumeReply.newBuilder().setVersion(7));
    assertThat(agent.value("commit", agent.returned("fc-1"))).isEqualTo(7L);
  }

  @Test
  void aRefusalOfTheServerIsTheUsersException() throws Exception {
    agent.dispatch("fc-1", "commit", "v");
    answer(Action.ACTION_COMMIT, VolumeReply.newBuilder().setError("the disk is full"));
    assertThat(agent.returned("fc-1").getFailure().getMessage()).isEqualTo("the disk is full");
  }

  private VolumeReply.Builder newView() {
    return VolumeReply.newBuilder()
        .setVersion(2)
        .setLower(temp.resolve("lower2").toString())
        .setUpper(temp.resolve("upper2").toString())
        .setWork(temp.resolve("work2").toString());
  }

  private void answer(Action action, VolumeReply.Builder reply) throws InterruptedException {
    FromAgent asked =
        agent.server.await(f -> f.hasVolumeRequest() && f.getVolumeRequest().getAction() == action);
    VolumeRequest request = asked.getVolumeRequest();
    agent.server.say(ToAgent.newBuilder().setVolumeReply(reply.setRequest(request.getRequest())));
  }

  private long mountsOfAgent() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/" + agent.handle().pid() + "/mountinfo"))) {
      return lines.filter(l -> l.contains(temp.toString())).count();
    }
  }
}
