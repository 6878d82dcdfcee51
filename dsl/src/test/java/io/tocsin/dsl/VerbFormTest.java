package io.tocsin.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.dsl.verb.Option;
import io.tocsin.dsl.verb.SameVerb;
import io.tocsin.dsl.verb.Scope;
import io.tocsin.dsl.verb.Verb;
import io.tocsin.dsl.verb.VerbForm;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class VerbFormTest {

  /** A language of one verb in three forms. */
  public interface Small {
    @Verb(in = Scope.EVENT, usage = "ring(loud: true)")
    @Option(name = "loud", type = Boolean.class)
    void ring();

    @SameVerb
    void ring(Map<String, ?> options);

    @SameVerb
    void ring(String bell);
  }

  /** One whose form nobody describes. */
  public interface Mute {
    @SameVerb
    void ring();
  }

  @Test
  void formsShareWhatIsSaidOfTheirVerbAndThoseThatTakeOptionsItsOptions() {
    List<VerbForm> forms = VerbForm.all(Small.class);

    assertThat(forms).extracting(VerbForm::name).containsExactly("ring", "ring", "ring");
    assertThat(forms).extracting(form -> form.verb().usage()).containsOnly("ring(loud: true)");
    assertThat(forms)
        .filteredOn(form -> !form.options().isEmpty())
        .extracting(form -> form.method().getParameterTypes()[0].getSimpleName())
        .containsExactly("Map");
  }

  @Test
  void aFormThatNobodyDescribesIsRefused() {
    assertThatThrownBy(() -> VerbForm.all(Mute.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("described by 0 methods");
  }

  @Test
  void everyMethodOfAVerbsNameIsOneOfItsForms() {
    Set<String> names =
        VerbForm.all(RuleScript.class).stream().map(VerbForm::name).collect(Collectors.toSet());
    List<Method> forms = VerbForm.all(RuleScript.class).stream().map(VerbForm::method).toList();

    assertThat(
            Arrays.stream(RuleScript.class.getMethods())
                .filter(method -> names.contains(method.getName()))
                .filter(method -> method.getDeclaringClass().isInterface()))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(forms);
  }
}
