namespace CreditDecision.Service.Strategies;

/// <summary>
/// The file by which a content says that governance made it: what is in force, a line each. A content with it may serve nothing at all.
/// </summary>
internal static class GovernedList
{
    public const string Folder = "governance", Ending = ".in-force.txt", File = $"{Folder}/all{Ending}";

    // A line has some 200 bytes.
    public const int MostBytes = 1024 * 1024;
}
