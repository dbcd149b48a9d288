namespace CreditDecision.Core.Expressions.Syntax;

/// <summary>Gathers what is wrong with one expression, in the order of the text.</summary>
internal sealed class Mistakes
{
    /// <summary>Nobody reads more, and what follows is mostly the echo of what came before.</summary>
    private const int Most = 20;

    /// <summary>A sentence may quote a name or a number that is as long as the text.</summary>
    private const int LongestMessage = 1_000;

    private readonly List<(int Position, string Message)> _found = [];

    public bool Any => _found.Count > 0;

    /// <summary>Of several mistakes at one place the first is told.</summary>
    public void Add(int position, string message)
    {
        if (_found.Count < Most && !_found.Exists(found => found.Position == position)) _found.Add((position, Shortened(message)));
    }

    private static string Shortened(string message) => message.Length <= LongestMessage ? message : $"{message.AsSpan(0, LongestMessage)}...";

    public IReadOnlyList<ExpressionError> In(string text) =>
        [.. _found.OrderBy(found => found.Position).Select(found => At(text, found.Position, found.Message))];

    private static ExpressionError At(string text, int position, string message)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, Math.Min(position, text.Length));
        int line = before.Count('\n') + 1;
        return new ExpressionError(line, before.Length - before.LastIndexOf('\n'), message);
    }
}
