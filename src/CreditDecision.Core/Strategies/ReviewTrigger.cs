using CreditDecision.Core.Documents;

namespace CreditDecision.Core.Strategies;

/// <summary>What a review trigger looks at (A22).</summary>
public enum ReviewTriggerKind
{
    Unspecified = 0,
    /// <summary>The offered limit, yuan, is at the threshold or above.</summary>
    OfferFromYuan,
    /// <summary>The offered limit is below this share of the amount asked for, 0 to 1.</summary>
    LimitBelowShare,
    /// <summary>The borrower's age, full years, is at the threshold or above.</summary>
    AgeFrom,
    /// <summary>The probability of default is at the threshold or above, 0 to 1.</summary>
    PdFrom,
}

/// <summary>Sends an application that every stage would approve to a person.</summary>
public sealed record ReviewTrigger(string Id, ReviewTriggerKind Kind, double Threshold)
{
    internal static IReadOnlyList<ReviewTrigger> ReadAll(DocumentObject strategy)
    {
        // More triggers than this would refer everybody; it is a mistake in the document.
        const int most = 50;
        var triggers = new List<ReviewTrigger>();
        foreach (DocumentObject item in strategy.Children("review_triggers", most, optional: true))
        {
            string id = item.Text("id", 64);
            var kind = item.Choice<ReviewTriggerKind>("on");
            double highest = kind is ReviewTriggerKind.OfferFromYuan ? 100_000_000 : kind is ReviewTriggerKind.AgeFrom ? 120 : 1;
            if (triggers.Any(other => other.Id == id)) item.Fail("id", $"\"{id}\" is given twice");
            triggers.Add(new ReviewTrigger(id, kind, item.Number("threshold", 0, highest)));
            item.Close();
        }
        return triggers;
    }
}
