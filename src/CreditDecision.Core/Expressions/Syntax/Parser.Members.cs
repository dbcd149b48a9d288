namespace CreditDecision.Core.Expressions.Syntax;

internal sealed partial class Parser
{
    // Words that CEL keeps for later; they may name fields and methods, but nothing that stands alone.
    private static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    };

    private const string NotSign = "\"not\" is written ! before what it denies, such as !(a in [1, 2])";

    private Node? Member()
    {
        Node? operand = Primary();
        while (operand is not null)
        {
            Token sign = _tokens.Current;
            if (_tokens.TryTake(TokenKind.Dot)) operand = Field(operand);
            else if (_tokens.TryTake(TokenKind.OpenBracket)) operand = Index(operand, sign.Position);
            else if (sign.Kind == TokenKind.OpenBrace && operand is NameNode or SelectNode) return Refuse("messages such as Name{field: value} cannot be made here; a map is written {\"key\": value}");
            else break;
        }
        return operand;
    }

    private Node? Field(Node operand)
    {
        Token field = _tokens.Current;
        if (_tokens.TryTake(TokenKind.QuotedName)) return new SelectNode(field.Position, operand, field.Text);
        if (field.Kind is not (TokenKind.Name or TokenKind.In or TokenKind.True or TokenKind.False or TokenKind.Null)) return Refuse(Unexpected("a name after the dot"));
        if (field.Kind != TokenKind.Name) return Refuse($"{field.Text} is a word of the language and no field; write [\"{field.Text}\"] or `{field.Text}` in backquotes");
        _tokens.Take();
        if (_tokens.Current.Kind != TokenKind.OpenParen) return new SelectNode(field.Position, operand, field.Text);
        return Arguments() is { } arguments ? Macros.Method(field, operand, arguments, _mistakes) : null;
    }

    private CallNode? Index(Node operand, int position)
    {
        Node? index = Expression();
        if (index is null) _tokens.SkipTo(kind => kind == TokenKind.CloseBracket);
        if (!Close(TokenKind.CloseBracket, index is null) || index is null) return null;
        return new CallNode(position, Operators.Index, null, [operand, index]);
    }

    private Node? Primary()
    {
        Token token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Minus or TokenKind.Int or TokenKind.Uint or TokenKind.Double:
                return NumberLiteral();
            case TokenKind.String or TokenKind.Bytes or TokenKind.True or TokenKind.False or TokenKind.Null:
                return new LiteralNode(_tokens.Take().Position, Literals.Of(token));
            case TokenKind.OpenParen:
                return Parenthesised();
            case TokenKind.OpenBracket:
                return ListLiteral();
            case TokenKind.OpenBrace:
                return MapLiteral();
            case TokenKind.Name:
                return NameOrCall(_tokens.Take(), false);
            case TokenKind.Dot when _tokens.Next.Kind == TokenKind.Name:
                _tokens.Take();
                return NameOrCall(_tokens.Take(), true);
            default:
                return Refuse(Unexpected("a value"));
        }
    }

    private LiteralNode? NumberLiteral()
    {
        Token sign = _tokens.Current;
        bool negative = _tokens.TryTake(TokenKind.Minus);
        Token digits = _tokens.Take();
        if (Literals.Number(digits, negative, out string? refused) is { } value) return new LiteralNode(sign.Position, value);
        _mistakes.Add(sign.Position, refused ?? "is no number");
        return null;
    }

    private Node? Parenthesised()
    {
        _tokens.Take();
        Node? inner = Expression();
        if (inner is null) _tokens.SkipTo(kind => kind == TokenKind.CloseParen);
        return Close(TokenKind.CloseParen, inner is null) ? inner : null;
    }

    private Node? NameOrCall(Token name, bool fromRoot)
    {
        if (name.Text is "not" or "NOT" && _tokens.Current.Kind is TokenKind.OpenParen or TokenKind.Name) return Refuse(name, NotSign);
        if (_tokens.Current.Kind == TokenKind.OpenParen)
            return Arguments() is { } arguments ? Macros.Function(name, arguments, _mistakes) : null;
        return Reserved.Contains(name.Text) ? Refuse(name, $"{name.Text} is a reserved word and cannot stand as a name") : new NameNode(name.Position, name.Text, fromRoot);
    }

    private ListNode? ListLiteral()
    {
        int position = _tokens.Take().Position;
        List<Node>? elements = Items(TokenKind.CloseBracket, Expression);
        return elements is not null && Fits(elements.Count, position) ? new ListNode(position, elements) : null;
    }

    private MapNode? MapLiteral()
    {
        int position = _tokens.Take().Position;
        List<Entry>? entries = Items(TokenKind.CloseBrace, MapEntry);
        if (entries is null || !Fits(entries.Count, position)) return null;
        return new MapNode(position, [.. entries.Select(entry => (entry.Key, entry.Value))]);
    }

    private sealed record Entry(Node Key, Node Value);

    private Entry? MapEntry()
    {
        Node? key = Expression();
        if (key is null) return null;
        if (!_tokens.TryTake(TokenKind.Colon))
        {
            Refuse(Unexpected("the : between a key and its value"));
            return null;
        }
        return Expression() is { } value ? new Entry(key, value) : null;
    }

    private bool Fits(int count, int position)
    {
        if (count > _limits.MostElements) _mistakes.Add(position, $"{count} elements are written here; {_limits.MostElements} are the most; more belong into a decision table");
        return count <= _limits.MostElements;
    }

    private List<Node>? Arguments()
    {
        _tokens.Take();
        return Items(TokenKind.CloseParen, Expression, trailingComma: false);
    }

    /// <summary>What stands between brackets, the opening one already taken. Behind a mistake it goes on with the next item.</summary>
    private List<T>? Items<T>(TokenKind close, Func<T?> read, bool trailingComma = true) where T : class
    {
        var items = new List<T>();
        bool failed = false;
        if (_tokens.TryTake(close)) return items;
        do
        {
            if (trailingComma && _tokens.Current.Kind == close) break;
            if (read() is { } item) items.Add(item);
            else failed = true;
            if (failed) _tokens.SkipTo(kind => kind == TokenKind.Comma);
        }
        while (_tokens.TryTake(TokenKind.Comma));
        return Close(close, failed) && !failed ? items : null;
    }

    /// <param name="failed">A mistake was told already; a missing bracket is then most likely its echo.</param>
    private bool Close(TokenKind kind, bool failed)
    {
        if (_tokens.TryTake(kind)) return true;
        if (!failed) Refuse(Unexpected($"{(kind == TokenKind.CloseParen ? ")" : kind == TokenKind.CloseBracket ? "]" : "}")} or a comma"));
        return false;
    }

    private string Unexpected(string wanted)
    {
        Token found = _tokens.Current;
        return found.Text switch
        {
            "and" or "AND" => "\"and\" is written &&",
            "or" or "OR" => "\"or\" is written ||",
            "not" or "NOT" => NotSign,
            _ when found.Kind == TokenKind.End => $"the expression ends where {wanted} is expected",
            _ => $"{Written(found)} stands where {wanted} is expected",
        };
    }

    private static string Written(Token token) => token.Kind switch
    {
        TokenKind.String => "a text",
        TokenKind.Bytes => "a bytes literal",
        _ when token.Text.Length > 0 => token.Text,
        _ => TokenSigns.Of(token.Kind),
    };
}
