namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>
/// Reads CEL's grammar by recursive descent: this part the operators, the other parts what they stand between. A method that met a mistake
/// has told it and returns null; lists, arguments and the operands of &amp;&amp; and || go on behind it, so that several mistakes are told at once.
/// </summary>
internal sealed partial class Parser
{
    private readonly Mistakes _mistakes;
    private readonly ExpressionLimits _limits;
    private readonly TokenReader _tokens;
    private int _depth;

    private Parser(IReadOnlyList<Token> tokens, Mistakes mistakes, ExpressionLimits limits) =>
        (_tokens, _mistakes, _limits) = (new TokenReader(tokens), mistakes, limits);

    /// <returns>Null when <paramref name="mistakes"/> says why. No path through the tree is longer than <see cref="ExpressionLimits.MostDepth"/>.</returns>
    public static Node? Read(string text, ExpressionLimits limits, Mistakes mistakes)
    {
        if (text.Length > limits.MostCharacters)
        {
            mistakes.Add(limits.MostCharacters, $"the expression has {text.Length} characters; {limits.MostCharacters} are the most");
            return null;
        }
        var parser = new Parser(Lexer.Read(text, mistakes), mistakes, limits);
        Node? root = parser.Whole();
        return mistakes.Any ? null : root;
    }

    private Node? Whole()
    {
        if (_tokens.Current.Kind == TokenKind.End) return Refuse("the expression is empty");
        Node? root = Expression();
        if (root is null) return null;
        if (_tokens.Current.Kind != TokenKind.End) return Refuse(Unexpected("an operator"));
        if (TreeHeight.FirstBeyond(root, _limits.MostDepth) is not { } tooDeep) return root;
        _mistakes.Add(tooDeep.Position, TooDeep);
        return null;
    }

    private string TooDeep => $"the expression is nested more than {_limits.MostDepth} deep here; parentheses, each link of a chain of + or ?:, and fields count";

    private Node? Refuse(string message) => Refuse(_tokens.Current, message);

    private Node? Refuse(Token at, string message)
    {
        _mistakes.Add(at.Position, message);
        return null;
    }

    /// <summary>One level deeper into the text, refused past the bound, so that no text can exhaust the stack.</summary>
    private T? Deeper<T>(Func<T?> read) where T : class
    {
        if (_depth == _limits.MostDepth)
        {
            Refuse(TooDeep);
            return null;
        }
        _depth++;
        T? result = read();
        _depth--;
        return result;
    }

    private Node? Expression() => Deeper(Conditional);

    // A chain of conditionals is read in a loop: c1 ? a : c2 ? b : ... costs no depth of the stack.
    private Node? Conditional()
    {
        var choices = new List<(Token Sign, Node Condition, Node Then)>();
        while (true)
        {
            Node? operand = Or();
            if (operand is null) return null;
            Token sign = _tokens.Current;
            if (!_tokens.TryTake(TokenKind.Question)) return Choose(choices, operand);
            Node? then = Or();
            if (then is null) return null;
            if (!_tokens.TryTake(TokenKind.Colon)) return Refuse(Unexpected("the : that belongs to the ? before"));
            choices.Add((sign, operand, then));
        }
    }

    private static Node Choose(List<(Token Sign, Node Condition, Node Then)> choices, Node otherwise)
    {
        for (int i = choices.Count - 1; i >= 0; i--)
            otherwise = new CallNode(choices[i].Sign.Position, Operators.Conditional, null, [choices[i].Condition, choices[i].Then, otherwise]);
        return otherwise;
    }

    private Node? Or() => Logical(TokenKind.Or, Operators.Or, And);

    private Node? And() => Logical(TokenKind.And, Operators.And, Relation);

    private Node? Logical(TokenKind sign, string function, Func<Node?> read)
    {
        var operands = new List<Node>();
        var signs = new List<int>();
        bool failed = false;
        while (true)
        {
            if (read() is { } operand) operands.Add(operand);
            else failed = true;
            if (failed) _tokens.SkipTo(kind => kind is TokenKind.And or TokenKind.Or or TokenKind.Comma);
            int position = _tokens.Current.Position;
            if (!_tokens.TryTake(sign)) break;
            signs.Add(position);
        }
        return failed ? null : Balanced(function, operands, signs, 0, signs.Count - 1);
    }

    // Any grouping of && means the same, also for errors; the balanced one keeps ten thousand operands within a depth of fourteen.
    private static Node Balanced(string function, List<Node> operands, List<int> signs, int low, int high)
    {
        if (low > high) return operands[low];
        int middle = (low + high + 1) / 2;
        Node left = Balanced(function, operands, signs, low, middle - 1);
        Node right = Balanced(function, operands, signs, middle + 1, high);
        return new CallNode(signs[middle], function, null, [left, right]);
    }

    private Node? Relation() => Chain(Operators.Relation, Sum);

    private Node? Sum() => Chain(Operators.Sum, Product);

    private Node? Product() => Chain(Operators.Product, Unary);

    private Node? Chain(Func<TokenKind, string?> functionOf, Func<Node?> read)
    {
        Node? left = read();
        while (left is not null && functionOf(_tokens.Current.Kind) is { } function)
        {
            int position = _tokens.Take().Position;
            Node? right = read();
            left = right is null ? null : new CallNode(position, function, null, [left, right]);
        }
        return left;
    }

    private Node? Unary()
    {
        var signs = new List<Token>();
        while (_tokens.Current.Kind is TokenKind.Not or TokenKind.Minus && !IsNegativeNumber()) signs.Add(_tokens.Take());
        Node? operand = Member();
        for (int i = signs.Count - 1; i >= 0 && operand is not null; i--)
            operand = new CallNode(signs[i].Position, signs[i].Kind == TokenKind.Not ? Operators.Not : Operators.Negate, null, [operand]);
        return operand;
    }

    private bool IsNegativeNumber() => _tokens.Current.Kind == TokenKind.Minus && _tokens.Next.Kind is TokenKind.Int or TokenKind.Double;
}
