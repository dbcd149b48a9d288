using System.Globalization;
using CreditDecision.Core.Values;
using CreditDecision.V1;
using Google.Protobuf.WellKnownTypes;

namespace CreditDecision.Cli.Printing;

/// <summary>Figures and words as people read them.</summary>
internal static class Show
{
    public static string Fen(long fen) => Money.FromFen(fen).ToString();

    public static string Bps(int bps) => string.Create(CultureInfo.InvariantCulture, $"{bps / 100m:0.00} %");

    public static string Share(double share) =>
        double.IsNaN(share) ? "–" : string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.00} %");

    /// <summary>Finer than a share: a good borrower's probability would read as none at all.</summary>
    public static string Probability(double probability) => string.Create(CultureInfo.InvariantCulture, $"{probability * 100:0.00##} %");

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Milliseconds(double milliseconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{milliseconds:#,0.000} ms");

    /// <summary>A moment in the lender's time zone.</summary>
    public static string Time(Timestamp? time) => time is null
        ? ""
        : time.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>"approve", "out of scope"; a value that this version does not know keeps its number.</summary>
    public static string Outcome(Outcome outcome) => outcome == V1.Outcome.Unspecified ? "none" : Words(outcome);

    /// <summary>An enum member in lower-case words.</summary>
    public static string Words<T>(T value) where T : struct, System.Enum =>
        Core.Documents.SnakeCase.Of(value).Replace('_', ' ');
}
