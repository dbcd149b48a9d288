using CreditDecision.Core.Documents;

namespace CreditDecision.LoadTests.Scenarios;

/// <summary>Who applies, and how.</summary>
/// <param name="Borrowers">Different people.</param>
/// <param name="Skew">0: all alike. More: few of them send most (rank of the caller is a uniform number to the power of 1 + skew).</param>
/// <param name="RepeatShare">Applications that are sent a second time.</param>
/// <param name="InvalidShare">Applications that must be refused.</param>
/// <param name="InstalmentShare">Of the product consumer-instalment; the others are of consumer-cash.</param>
internal sealed record PopulationMix(int Borrowers, double Skew, double RepeatShare, double InvalidShare, double InstalmentShare)
{
    // Each takes about two kilobytes of the generator's memory.
    private const int MostBorrowers = 1_000_000;

    public static PopulationMix Read(DocumentObject document) => new(
        document.Whole("borrowers", 1, MostBorrowers, 50_000),
        document.Number("skew", 0, 10, 0),
        document.Number("repeat_share", 0, 1, 0),
        document.Number("invalid_share", 0, 1, 0),
        document.Number("instalment_share", 0, 1, 0));
}
