namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Gathers what is wrong with one expression, in the order of the text.</summary>
internal sealed class Mistakes
{
    /// <summary>Nobody reads more, and what follows is mostly the echo of what came before.</summary>
    private const int Most = 20;

    private readonly List<(int Position, string Message)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>Of several mistakes at one place the first is told.</summary>
    public void Add(int position, string message)
    {
        if (_found.Count < Most && !_found.Exists(found => found.Position == position)) _found.Add((position, message));
    }

    public IReadOnlyList<ExpressionError> In(string text) =>
        [.. _found.OrderBy(found => found.Position).Select(found => At(text, found.Position, found.Message))];

    private static ExpressionError At(string text, int position, string message)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, Math.Min(position, text.Length));
        int line = before.Count('\n') + 1;
        return new ExpressionError(line, before.Length - before.LastIndexOf('\n'), message);
    }
}
