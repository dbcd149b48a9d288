using System.Collections.Frozen;
using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Reasons;

/// <summary>Every reason that may be given: the engine's own and those of the bank's reason document.</summary>
public sealed class ReasonCatalog
{
    // A document with more reasons than this is not one that a person wrote.
    private const int MostReasons = 2_000;

    private readonly FrozenDictionary<int, ReasonDefinition> _byNumber;
    private readonly FrozenDictionary<string, ReasonDefinition> _byName;

    private ReasonCatalog(IReadOnlyCollection<ReasonDefinition> reasons)
    {
        _byNumber = reasons.ToFrozenDictionary(reason => reason.Code.Number);
        _byName = reasons.ToFrozenDictionary(reason => reason.Name, StringComparer.Ordinal);
    }

    /// <summary>The engine's reasons alone.</summary>
    public static ReasonCatalog Engine { get; } = new(EngineReasons.All);

    public IReadOnlyCollection<ReasonDefinition> All => _byNumber.Values;

    public ReasonDefinition this[ReasonCode code] => _byNumber[code.Number];

    public bool TryFind(string name, out ReasonCode code)
    {
        bool found = _byName.TryGetValue(name, out ReasonDefinition? reason);
        code = found ? reason!.Code : default;
        return found;
    }

    /// <summary>The same reasons, some of them said in other words.</summary>
    /// <param name="reworded">Each with the number and name of a reason of this catalog.</param>
    internal ReasonCatalog Reword(IEnumerable<ReasonDefinition> reworded)
    {
        Dictionary<int, ReasonDefinition> reasons = _byNumber.ToDictionary();
        foreach (ReasonDefinition reason in reworded) reasons[reason.Code.Number] = reason;
        return new ReasonCatalog(reasons.Values);
    }

    /// <summary>
    /// Reads a reason document: <c>reasons: [{ code, name, article?, zh, en }]</c>. The engine's numbers and names cannot be taken.
    /// </summary>
    public static ReasonCatalog? Read(DocumentObject document)
    {
        var reasons = new List<ReasonDefinition>(EngineReasons.All);
        var numbers = reasons.Select(reason => reason.Code.Number).ToHashSet();
        var names = reasons.Select(reason => reason.Name).ToHashSet(StringComparer.Ordinal);
        foreach (DocumentObject item in document.Children("reasons", MostReasons))
        {
            int number = item.Whole("code", ReasonCode.FirstOfDocuments, ReasonCode.Last);
            string name = item.Text("name", 64);
            if (!numbers.Add(number)) item.Fail("code", $"{number} is already taken");
            if (!names.Add(name)) item.Fail("name", $"\"{name}\" is already taken");
            reasons.Add(new ReasonDefinition(new ReasonCode(number), name, item.Text("article", 8, ""), item.Text("zh", 200), item.Text("en", 300)));
            item.Close();
        }
        document.Close();
        return document.Errors.Any ? null : new ReasonCatalog(reasons);
    }
}
