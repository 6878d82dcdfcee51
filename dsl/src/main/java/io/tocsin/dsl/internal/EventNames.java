package io.tocsin.dsl.internal;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.DynamicVariable;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.Variable;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.jspecify.annotations.Nullable;

/**
 * Which names mean an event at the place in hand, and which expressions read a field of one: the
 * item of a block that runs for each event, and every parameter or variable of type Event. Confined
 * to the walk of one file.
 */
final class EventNames {

  /** For code outside of any block that runs for each event. */
  static final String NO_ITEM = "";

  private final String item;
  private final boolean itemIsEvent;
  private final Set<Variable> maybeAbsent = Collections.newSetFromMap(new IdentityHashMap<>());
  private int nestedImplicit;

  /**
   * @param item the name the block's item goes by, {@link #NO_ITEM} when there is none
   * @param itemIsEvent whether free names are its fields
   */
  EventNames(String item, boolean itemIsEvent) {
    this.item = item;
    this.itemIsEvent = itemIsEvent;
  }

  /** Notes a local variable that is set to what may be absent. */
  void declare(VariableExpression variable, Expression value) {
    if (isMaybeAbsent(value)) {
      maybeAbsent.add(variable);
    }
  }

  /** Whether free names are the item's fields. */
  boolean hasItem() {
    return itemIsEvent;
  }

  /** Walks the inside of a nested closure: {@code it} is its own there. */
  void inside(ClosureExpression closure, Runnable walk) {
    boolean implicit = closure.getParameters() != null && closure.getParameters().length == 0;
    nestedImplicit += implicit ? 1 : 0;
    walk.run();
    nestedImplicit -= implicit ? 1 : 0;
  }

  /** Whether a name is the block's item; {@code it} is, but in a closure with an it of its own. */
  boolean isItem(VariableExpression v) {
    return v.getName().equals(item) || (v.getName().equals("it") && !item.isEmpty() && !ownIt());
  }

  private boolean ownIt() {
    return nestedImplicit > 0;
  }

  /** Whether an expression is an event: the item, or a variable of that type. */
  boolean isEvent(Expression e) {
    if (!(e instanceof VariableExpression v)) {
      return false;
    }
    boolean item = itemIsEvent && (isItem(v) || (v.getName().equals("event") && isFree(v)));
    return item || isTyped(v);
  }

  private boolean isTyped(VariableExpression v) {
    return !isFree(v) && !isItem(v) && v.getAccessedVariable().getOriginType().equals(Ast.EVENT);
  }

  /** The field an expression reads of an event; null when it is something else. */
  @Nullable String fieldOf(Expression e) {
    if (e instanceof VariableExpression v && itemIsEvent && isFree(v)) {
      return Fields.isField(v.getName()) ? v.getName() : null;
    }
    if (e instanceof PropertyExpression p
        && Fields.isField(String.valueOf(p.getPropertyAsString()))
        && isEvent(p.getObjectExpression())) {
      return p.getPropertyAsString();
    }
    return null;
  }

  boolean isNumber(Expression e) {
    String field = fieldOf(e);
    return field != null && Fields.NUMERIC.contains(field);
  }

  /**
   * Whether an expression reads what is a number if its object is an event: {@code it.metric} in a
   * closure over a batch, whose parameters have no type before the type checker looks.
   */
  boolean isNumberOfParameter(Expression e) {
    return e instanceof PropertyExpression p
        && Fields.NUMERIC.contains(String.valueOf(p.getPropertyAsString()))
        && p.getObjectExpression() instanceof VariableExpression v
        && fieldOf(e) == null
        && (v.getName().equals("it")
            ? ownIt()
            : v.getAccessedVariable() instanceof Parameter q && q.isDynamicTyped());
  }

  /** Whether an expression reads a text of the event, a field's or an attribute's. */
  boolean isText(Expression e) {
    String field = fieldOf(e);
    return field != null ? Fields.TEXT.contains(field) : isAttribute(e);
  }

  /** The event that a read of a field, or a use of the event itself, is about. */
  Expression eventOf(Expression place) {
    Expression event = place instanceof PropertyExpression p ? p.getObjectExpression() : place;
    return event instanceof VariableExpression v && isTyped(v) ? v : item(place);
  }

  /** The block's item. */
  Expression item(Expression place) {
    return Ast.at(
        new VariableExpression(item, itemIsEvent ? Ast.EVENT : ClassHelper.dynamicType()), place);
  }

  /** Fields, attributes, and what is called on them: absent makes the whole chain absent. */
  boolean isMaybeAbsent(Expression e) {
    String field = fieldOf(e);
    if (field != null) {
      return Fields.TEXT.contains(field) || Fields.NUMERIC.contains(field);
    }
    if (isAttribute(e) || isNumberOfParameter(e)) {
      return true;
    }
    if (e instanceof VariableExpression v) {
      return v.getAccessedVariable() != null && maybeAbsent.contains(v.getAccessedVariable());
    }
    if (e instanceof MethodCallExpression call) {
      return !call.isImplicitThis() && isMaybeAbsent(call.getObjectExpression());
    }
    if (e instanceof PropertyExpression p) {
      return "attributes".equals(fieldOf(p.getObjectExpression()))
          || isMaybeAbsent(p.getObjectExpression());
    }
    return e instanceof BinaryExpression b
        && Ast.isIndex(b)
        && isMaybeAbsent(b.getLeftExpression());
  }

  private boolean isAttribute(Expression e) {
    if (e instanceof MethodCallExpression call && "attr".equals(call.getMethodAsString())) {
      return call.isImplicitThis() ? itemIsEvent : isEvent(call.getObjectExpression());
    }
    return e instanceof BinaryExpression b && Ast.isIndex(b) && isEvent(b.getLeftExpression());
  }

  static boolean isFree(VariableExpression v) {
    return v.getAccessedVariable() == null || v.getAccessedVariable() instanceof DynamicVariable;
  }
}
