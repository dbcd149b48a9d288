using System.Globalization;
using CreditDecision.Core.Applications;

namespace CreditDecision.Service.Decisions;

/// <summary>The two fields by which lists are asked for a page at a time.</summary>
internal static class Paging
{
    public static int SizeOf(int given, int otherwise, int most, List<FieldError> errors)
    {
        if (given < 0 || given > most) errors.Add(new("page_size", $"must be 1 to {most}, or 0 for {otherwise}"));
        return given == 0 ? otherwise : given;
    }

    /// <param name="token">Of a list that goes on by a number.</param>
    /// <param name="first">Where the first page begins.</param>
    public static long NumberOf(string token, long first, List<FieldError> errors)
    {
        if (token.Length == 0) return first;
        if (long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number > 0) return number;
        errors.Add(new("page_token", "is not one that was returned"));
        return first;
    }

    public static string TokenOf(long number) => number.ToString(CultureInfo.InvariantCulture);
}
