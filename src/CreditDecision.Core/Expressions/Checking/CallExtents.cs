using CreditDecision.Core.Expressions.Syntax;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>What calls cost beyond their one step, and how large their results are.</summary>
internal static class CallExtents
{
    private const int CharactersOfNumbers = 64;

    // Of one UTF-16 unit in UTF-8.
    private const int MostBytesOfCharacter = 3;

    /// <summary>Steps of the call itself.</summary>
    public static long Work(string function, Extent[] operands) => function switch
    {
        Operators.Equal or Operators.NotEqual or Operators.Less or Operators.LessOrEqual or Operators.Greater or Operators.GreaterOrEqual =>
            Math.Max(0, Math.Min(operands[0].Weight, operands[1].Weight) - 1),
        Operators.In => Steps.Product(operands[1].Size, Steps.Sum(1, Math.Min(operands[0].Weight, (operands[1].Key ?? operands[1].Element)?.Weight ?? operands[0].Weight))),
        Operators.Add => Steps.Sum(Copied(operands[0]), Copied(operands[1])),
        "matches" when operands.Length == 2 => Steps.Sum(Text(operands[1]), Steps.Product(Text(operands[0]), operands[1].PatternSize)),
        "replace" when operands.Length == 3 => Text(Replaced(operands)),
        "split" when operands.Length == 2 => operands[0].Size,
        "join" => Steps.Sum(operands[0].Size, Text(Joined(operands))),
        "math.least" or "math.greatest" => operands.Length == 1 ? operands[0].Size : operands.Length,
        Operators.And or Operators.Or or Operators.Not or Operators.Conditional or Operators.Index => 0,
        _ => Handled(operands),
    };

    /// <returns>Null where only the type tells.</returns>
    public static Extent? Result(string function, Extent[] operands) => function switch
    {
        Operators.Conditional => Extent.Larger(operands[1], operands[2]),
        Operators.Add => Extent.Together(operands[0], operands[1]),
        Operators.Index => operands[0].Element,
        "dyn" or "trim" or "lowerAscii" or "upperAscii" => operands[0],
        "replace" when operands.Length == 3 => Replaced(operands),
        "split" when operands.Length == 2 => new Extent(Steps.Sum(operands[0].Size, 1), Element: new Extent(operands[0].Size)),
        "join" => Joined(operands),
        "string" => operands[0] with { Size = Math.Max(operands[0].Size, CharactersOfNumbers) },
        "bytes" => operands[0] with { Size = Steps.Product(operands[0].Size, MostBytesOfCharacter) },
        _ => null,
    };

    // At worst every character is replaced.
    private static Extent Replaced(Extent[] operands) => new(Steps.Product(operands[0].Size, Steps.Sum(1, operands[2].Size)));

    private static Extent Joined(Extent[] operands) =>
        new(Steps.Product(operands[0].Size, Steps.Sum(operands[0].Element?.Size ?? Extent.GivenText, operands.Length > 1 ? operands[1].Size : 0)));

    private static long Copied(Extent operand) => operand.Element is null ? Handled(operand) : operand.Size;

    private static long Text(Extent operand) => Steps.Sum(1, operand.Size / Steps.CharactersInStep);

    private static long Handled(Extent[] operands)
    {
        long sum = 0;
        foreach (Extent operand in operands) sum = Steps.Sum(sum, operand.Element is null ? Handled(operand) : 0);
        return sum;
    }

    // Rounded up, since the evaluation may add up several texts before it divides.
    private static long Handled(Extent text) => text.Size <= 1 ? 0 : Text(text);
}
