using CreditDecision.Core.Documents;

namespace CreditDecision.LoadTests.Scenarios;

/// <summary>Something that is done while the load goes on.</summary>
/// <param name="AtSeconds">After the load began; the warm-up does not count.</param>
/// <param name="Do">Name of the hook that does it, as the caller of the program gives them.</param>
/// <param name="ErrorsForSeconds">Errors of calls that were meant for so long after it are expected, and count by themselves.</param>
internal sealed record ScenarioEvent(double AtSeconds, string Do, double ErrorsForSeconds)
{
    private const double MostSeconds = 24 * 3_600;

    public static ScenarioEvent Read(DocumentObject document)
    {
        var read = new ScenarioEvent(
            document.Number("at_seconds", 0, MostSeconds), document.Text("do", 64), document.Number("errors_for_seconds", 0, MostSeconds, 0));
        document.Close();
        return read;
    }

    public bool Excuses(double second) => second >= AtSeconds && second < AtSeconds + ErrorsForSeconds;
}
