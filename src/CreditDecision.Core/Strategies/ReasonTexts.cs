using CreditDecision.Core.Documents;
using CreditDecision.Core.Reasons;

namespace CreditDecision.Core.Strategies;

/// <summary>Reads what a strategy says to borrowers in its own words: <c>reasons: [{ name, zh, en }]</c>. Numbers, names and articles stay.</summary>
internal static class ReasonTexts
{
    private const int MostTexts = 500;

    public static ReasonCatalog Read(DocumentObject strategy, ReasonCatalog reasons)
    {
        var reworded = new Dictionary<string, ReasonDefinition>(StringComparer.Ordinal);
        foreach (DocumentObject item in strategy.Children("reasons", MostTexts, optional: true))
        {
            string name = item.Text("name", 64), zh = item.Text("zh", 200), en = item.Text("en", 300);
            item.Close();
            if (name.Length == 0) continue;
            if (!reasons.TryFind(name, out ReasonCode code)) item.Fail("name", $"no reason \"{name}\" is known: a strategy can reword reasons, not add any");
            else if (!reworded.TryAdd(name, reasons[code] with { Zh = zh, En = en })) item.Fail("name", $"\"{name}\" is reworded twice");
        }
        return reworded.Count == 0 ? reasons : reasons.Reword(reworded.Values);
    }
}
