using CreditDecision.Core.Expressions.Syntax;
using CreditDecision.Core.Expressions.Values;
using static CreditDecision.Core.Expressions.Checking.FunctionCatalog;
using static CreditDecision.Core.Expressions.Values.CelType;

namespace CreditDecision.Core.Expressions.Checking;

/// <summary>Arithmetic and ordering of timestamps and durations, and what can be read from them.</summary>
internal static class TimeFunctions
{
    private static readonly string[] OfDates = ["getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfWeek", "getDayOfYear"];

    private static readonly string[] OfBoth = ["getHours", "getMinutes", "getSeconds", "getMilliseconds"];

    public static bool TakesZone(string name) => OfDates.Contains(name) || OfBoth.Contains(name);

    public static IEnumerable<(string Name, Overload Overload)> All()
    {
        foreach (string name in OfDates.Concat(OfBoth))
        {
            yield return Method(name, Int, Timestamp);
            // The second is a time zone as its offset from UTC, "+08:00".
            yield return Method(name, Int, Timestamp, CelType.String);
        }
        foreach (string name in OfBoth) yield return Method(name, Int, Duration);
        yield return Function(Operators.Add, Timestamp, Timestamp, Duration);
        yield return Function(Operators.Add, Timestamp, Duration, Timestamp);
        yield return Function(Operators.Add, Duration, Duration, Duration);
        yield return Function(Operators.Subtract, Duration, Timestamp, Timestamp);
        yield return Function(Operators.Subtract, Timestamp, Timestamp, Duration);
        yield return Function(Operators.Subtract, Duration, Duration, Duration);
    }
}
