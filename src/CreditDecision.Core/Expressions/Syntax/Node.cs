using CreditDecision.Core.Expressions.Values;

namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>One node of a parsed expression, macros already expanded. Immutable; identity (not value) tells nodes apart.</summary>
/// <param name="position">Offset in the text, 0-based, of what names it: the operator, the function or the field, else its first character.</param>
public abstract class Node(int position)
{
    public int Position { get; } = position;
}

public sealed class LiteralNode(int position, CelValue value) : Node(position)
{
    public CelValue Value { get; } = value;
}

/// <summary>A name: a variable of the scope, a variable of a macro, or the first part of a dotted name.</summary>
/// <param name="fromRoot">Written with a leading dot: looked up outside macros only.</param>
public sealed class NameNode(int position, string name, bool fromRoot = false) : Node(position)
{
    public string Name { get; } = name;

    public bool FromRoot { get; } = fromRoot;
}

/// <summary><c>operand.field</c>, or with <see cref="TestOnly"/> the macro <c>has(operand.field)</c>.</summary>
public sealed class SelectNode(int position, Node operand, string field, bool testOnly = false) : Node(position)
{
    public Node Operand { get; } = operand;

    public string Field { get; } = field;

    public bool TestOnly { get; } = testOnly;
}

/// <summary><c>has(name)</c>: whether a variable of the scope has a value. An extension of ours to CEL's <c>has</c>, which takes fields only.</summary>
public sealed class PresenceNode(int position, NameNode name) : Node(position)
{
    public NameNode Name { get; } = name;
}

/// <summary>A function, method or operator. Operators bear CEL's names (<c>_+_</c>, <c>_&amp;&amp;_</c>, <c>_?_:_</c>, <c>_[_]</c>, <c>@in</c>, <c>!_</c>, <c>-_</c> ...).</summary>
/// <param name="target">Null unless called as a method.</param>
public sealed class CallNode(int position, string function, Node? target, IReadOnlyList<Node> arguments) : Node(position)
{
    public string Function { get; } = function;

    public Node? Target { get; } = target;

    public IReadOnlyList<Node> Arguments { get; } = arguments;
}

public sealed class ListNode(int position, IReadOnlyList<Node> elements) : Node(position)
{
    public IReadOnlyList<Node> Elements { get; } = elements;
}

public sealed class MapNode(int position, IReadOnlyList<(Node Key, Node Value)> entries) : Node(position)
{
    public IReadOnlyList<(Node Key, Node Value)> Entries { get; } = entries;
}

/// <summary>What a macro over a list or a map makes.</summary>
public enum MacroKind
{
    Unspecified = 0,
    All,
    Exists,
    ExistsOne,
    /// <summary><c>filter(x, condition)</c>: the elements (of a map, the keys) that hold.</summary>
    Filter,
    /// <summary><c>map(x, [condition,] transform)</c> and <c>transformList(i, v, [condition,] transform)</c>.</summary>
    List,
    /// <summary><c>transformMap(k, v, [condition,] transform)</c>: the same keys, other values.</summary>
    Map,
    /// <summary><c>transformMapEntry(k, v, [condition,] entry)</c>: entries of maps with one entry each.</summary>
    MapEntry,
}

/// <summary>A macro over a list or a map. With one variable it is the element (of a map, the key); with two, index and element or key and value.</summary>
public sealed class MacroNode(int position, MacroKind kind, Node range, string first, string? second, Node? condition, Node? transform) : Node(position)
{
    public MacroKind Kind { get; } = kind;

    public Node Range { get; } = range;

    public string First { get; } = first;

    public string? Second { get; } = second;

    /// <summary>Null where every element is taken.</summary>
    public Node? Condition { get; } = condition;

    /// <summary>Null in macros that answer with true, false or the elements themselves.</summary>
    public Node? Transform { get; } = transform;
}
