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
        Assert.DoesNotContain(errors, error => error.Description.Contains("-5") || error.Description.Contains("110101199001010019") || error.Description.Contains("12345678901"));
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
        // It was given just now, so it holds now.
        Assert.Equal(Core.Decisions.Outcome.Approve, DecisionContent.Decide(draft with { Consents = [draft.Consents[0], ahead] }).Outcome);
        Assert.Single(Errors(draft with { Consents = [draft.Consents[0], ahead with { GrantedAt = DecisionContent.Now.AddMinutes(6) }] }));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("0x7f000001")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%eth0")]
    [InlineData("::ffff:1.2.3.4%1")]
    [InlineData("1.2.3.4.5")]
    public void What_is_no_plain_address_is_refused(string address)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        Assert.Equal("channel.ip_address", Assert.Single(Errors(draft with { Channel = draft.Channel! with { IpAddress = address } })).Field);
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    [InlineData("::ffff:192.0.2.1")]
    public void A_plain_address_is_taken(string address)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        Assert.Empty(Errors(draft with { Channel = draft.Channel! with { IpAddress = address } }));
    }

    [Theory]
    [InlineData("Shoe Size")]
    [InlineData("x\nfail: forged line")]
    [InlineData("110101199001010019X")]
    public void A_name_that_is_no_feature_name_is_refused_and_not_quoted(string name)
    {
        ApplicationDraft draft = DecisionContent.Draft();
        FieldError error = Assert.Single(Errors(draft with { Features = [.. draft.Features, DecisionContent.Feature(name, 1)] }));
        Assert.Equal("features[4].name", error.Field);
        Assert.DoesNotContain(name, error.Description);
    }

    [Fact]
    public void Nothing_personal_is_in_the_text_of_an_application()
    {
        ApplicationDraft draft = DecisionContent.Draft();
        string texts = $"{draft} {draft.Borrower} {DecisionContent.Admit(draft)} {DecisionContent.Admit(draft).Borrower}";
        foreach (string secret in new[] { draft.Borrower!.Name, draft.Borrower.IdNumber, draft.Borrower.Phone, draft.Borrower.BankAccount })
            Assert.DoesNotContain(secret, texts);
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
