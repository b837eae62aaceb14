package dev.carafe.docker.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.exception.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20) // against hanging, which is what this is about
final class LongAnswerTest {
  private final List<String> heard = new ArrayList<>();
  private final LongAnswer<String> answer =
      new LongAnswer<>() {
        @Override
        public void onNext(String line) {
          heard.add(line);
        }
      };

  @Test
  void theWaitEndsWhenTheAnswerBegins() throws InterruptedException {
    answer.onStart(() -> heard.add("closed"));
    answer.awaitBegun();
    answer.onNext("line");
    assertThat(heard).containsExactly("line");
  }

  @Test
  void anAnswerThatIsRefusedEndsTheWaitWithTheReason() {
    answer.onError(new NotFoundException("no such container"));
    assertThatThrownBy(answer::awaitBegun)
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("no such container");
  }

  @Test
  void anAnswerThatEndsAtOnceEndsTheWait() throws InterruptedException {
    answer.onComplete();
    answer.awaitBegun();
    assertThat(heard).isEmpty();
  }
}
