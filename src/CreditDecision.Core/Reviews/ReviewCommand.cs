using System.Collections.Immutable;
using CreditDecision.Core.Applications;
using CreditDecision.Core.Reasons;
using CreditDecision.Core.Values;

namespace CreditDecision.Core.Reviews;

/// <summary>What somebody wants to do with a case, in a form that makes sense; whether it may be done <see cref="ReviewRules"/> says.</summary>
public sealed record ReviewCommand
{
    public const int LongestText = 2_000;
    public const int MostCodes = 20;

    private ReviewCommand(ReviewAct act, Money amount, string text, ImmutableArray<ReasonCode> codes) => (Act, Amount, Text, Codes) = (act, amount, text, codes);

    public ReviewAct Act { get; }

    /// <summary>Above zero of an approval, zero of everything else.</summary>
    public Money Amount { get; }

    /// <summary>Not empty where something is decided (A22).</summary>
    public string Text { get; }

    /// <summary>At least one of a decline, which a borrower is told in these words (A10).</summary>
    public ImmutableArray<ReasonCode> Codes { get; }

    public static ReviewCommand Claim { get; } = new(ReviewAct.Claim, Money.Zero, "", []);

    public static ReviewCommand Release { get; } = new(ReviewAct.Release, Money.Zero, "", []);

    /// <param name="catalog">The reasons that may be given.</param>
    /// <returns>Null with at least one more error.</returns>
    public static ReviewCommand? TryApprove(long amountFen, string text, IReadOnlyList<int> codes, ReasonCatalog catalog, FieldErrors errors)
    {
        int before = errors.All.Count;
        if (amountFen <= 0) errors.Add("amount_fen", "must be above 0 in an approval");
        CheckText(text, "text", errors);
        ImmutableArray<ReasonCode> given = CheckCodes(codes, catalog, errors);
        return errors.All.Count > before ? null : new ReviewCommand(ReviewAct.Approve, Money.FromFen(amountFen), text, given);
    }

    /// <inheritdoc cref="TryApprove"/>
    public static ReviewCommand? TryDecline(long amountFen, string text, IReadOnlyList<int> codes, ReasonCatalog catalog, FieldErrors errors)
    {
        int before = errors.All.Count;
        if (amountFen != 0) errors.Add("amount_fen", "must be 0 in a decline");
        CheckText(text, "text", errors);
        if (codes.Count == 0) errors.Add("reason_codes", "must hold at least one: a borrower who is declined is told why");
        ImmutableArray<ReasonCode> given = CheckCodes(codes, catalog, errors);
        return errors.All.Count > before ? null : new ReviewCommand(ReviewAct.Decline, Money.Zero, text, given);
    }

    /// <summary>A second person's word on an approval.</summary>
    /// <inheritdoc cref="TryApprove"/>
    public static ReviewCommand? TryConfirm(bool agrees, string text, FieldErrors errors)
    {
        int before = errors.All.Count;
        CheckText(text, "text", errors);
        return errors.All.Count > before ? null : new ReviewCommand(agrees ? ReviewAct.Confirm : ReviewAct.SendBack, Money.Zero, text, []);
    }

    private static void CheckText(string text, string field, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > LongestText) errors.Add(field, $"must say why, in 1 to {LongestText} characters");
        else if (text.Any(letter => char.IsControl(letter) && letter is not ('\n' or '\r' or '\t'))) errors.Add(field, "must hold no control characters but line ends and tabs");
    }

    private static ImmutableArray<ReasonCode> CheckCodes(IReadOnlyList<int> codes, ReasonCatalog catalog, FieldErrors errors)
    {
        if (codes.Count > MostCodes) errors.Add("reason_codes", $"must hold at most {MostCodes}");
        var known = catalog.All.Select(reason => reason.Code.Number).ToHashSet();
        for (int i = 0; i < Math.Min(codes.Count, MostCodes); i++)
        {
            if (!known.Contains(codes[i])) errors.Add($"reason_codes[{i}]", "is no reason that is known here");
            else if (codes.Take(i).Contains(codes[i])) errors.Add($"reason_codes[{i}]", "is there twice");
        }
        return [.. codes.Take(MostCodes).Select(code => new ReasonCode(code))];
    }
}
