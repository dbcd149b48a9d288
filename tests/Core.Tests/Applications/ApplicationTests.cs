using CreditDecision.Core.Applications;
using CreditDecision.Core.Tests.Decisions;

namespace CreditDecision.Core.Tests.Applications;

public class ApplicationTests
{
    [Fact]
    [Trait("Article", "A33")]
    public void An_empty_application_names_every_field_that_is_required()
    {
        string[] fields = [.. Errors(new ApplicationDraft()).Select(error => error.Field)];
        Assert.Equal(
            [
                "product", "amount_fen", "tenor_months", "repayment_method", "purpose", "client_id", "application_id", "borrower", "finances",
                "identity_evidence", "disclosure", "channel", "process",
            ],
            fields);
    }

    [Fact]
    [Trait("Article", "A36")]
    public void Every_bad_field_is_reported_at_once_and_nothing_personal_is_quoted()
    {
        ApplicationDraft draft = DecisionContent.Draft() with
        {
            ClientId = "no spaces allowed",
            AmountFen = -1,
            TenorMonths = 361,
            RepaymentMethod = (RepaymentMethod)9,
            Borrower = new BorrowerDraft("", "110101199001010019", "12345678901", "6222020000000000007"),
            Finances = new FinancesDraft(-5, 0, 0, 0, 0, 0),
            Channel = new Channel(ChannelKind.Web, "", "999.1.1.1"),
            Partner = new Partner("bad id", PartnerKind.Unspecified),
            Consents = [new ConsentDraft(ConsentScope.CreditBureau, DecisionContent.Now.AddDays(1), DecisionContent.Now, "")],
            Features =
            [
                DecisionContent.Feature("risk_signal", double.NaN),
                DecisionContent.Feature("no_such_feature", 1),
                DecisionContent.Feature("aml_signal", 1) with { Kind = NamedFeatureKind.Category },
                DecisionContent.Feature("aml_signal", 1) with { ObservedAt = null },
            ],
        };
        IReadOnlyList<FieldError> errors = Errors(draft);
        Assert.Equal(
            [
                "amount_fen", "tenor_months", "repayment_method", "client_id", "borrower.name", "borrower.id_number", "borrower.phone",
                "borrower.bank_account", "finances.declared_monthly_income_fen", "consents[0].granted_at", "consents[0].evidence_id",
                "consents[0].expires_at", "channel.device_id", "channel.ip_address", "partner.partner_id", "partner.kind",
                "features[0].number", "features[1]", "features[2]", "features[3].observed_at", "features[3].name",
            ],
            errors.Select(error => error.Field));
        Assert.DoesNotContain(errors, error => error.Description.Contains("110101199001010019") || error.Description.Contains("12345678901"));
    }

    [Fact]
    public void The_borrower_cannot_be_born_in_the_future()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        draft = draft with { Borrower = draft.Borrower! with { IdNumber = DecisionContent.IdNumber("110101", "20260303", "001") } };
        Assert.Equal("borrower.id_number", Assert.Single(Errors(draft)).Field);
    }

    [Fact]
    public void A_clock_that_runs_a_little_ahead_is_forgiven()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        ConsentDraft ahead = draft.Consents[1] with { GrantedAt = DecisionContent.Now.AddMinutes(5) };
        Assert.Empty(Errors(draft with { Consents = [draft.Consents[0], ahead] }));
        Assert.Single(Errors(draft with { Consents = [draft.Consents[0], ahead with { GrantedAt = DecisionContent.Now.AddMinutes(6) }] }));
    }

    [Fact]
    public void Lists_beyond_their_bound_are_refused_as_a_whole()
    {
        ApplicationDraft draft = DecisionContent.Draft() with
        {
            Consents = [.. Enumerable.Repeat(DecisionContent.Consent(ConsentScope.PersonalData), 65)],
            Features = [.. Enumerable.Range(0, 513).Select(i => DecisionContent.Feature($"f{i}", 0))],
        };
        Assert.Equal(["consents", "features"], Errors(draft).Select(error => error.Field));
    }

    private static IReadOnlyList<FieldError> Errors(ApplicationDraft draft)
    {
        Application? application = Application.TryCreate(draft, DecisionContent.Context.Catalog.Objection, DecisionContent.Now, out IReadOnlyList<FieldError> errors);
        Assert.Equal(errors.Count == 0, application is not null);
        return errors;
    }
}
