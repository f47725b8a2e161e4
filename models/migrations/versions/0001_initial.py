"""Every table, its indexes and its rules, on SQLite and PostgreSQL alike."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agency',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('line_bot_id', sa.String(), nullable=True),
    sa.Column('line_basic_id', sa.String(), nullable=True),
    sa.Column('channel_id', sa.String(), nullable=True),
    sa.Column('channel_secret', sa.String(), nullable=True),
    sa.Column('channel_token', sa.String(), nullable=True),
    sa.Column('particle', sa.String(), nullable=False),
    sa.Column('digits', sa.String(), nullable=False),
    sa.Column('quota', sa.Integer(), nullable=False),
    sa.Column('website', sa.String(), nullable=True),
    sa.Column('by_position', sa.Boolean(), nullable=False),
    sa.Column('privacy_contact', sa.String(), nullable=True),
    sa.Column('ladder', sa.JSON(), nullable=True),
    sa.Column('meeting', sa.String(), nullable=True),
    sa.Column('digest_on', sa.Date(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("digits IN ('arabic', 'thai')", name=op.f('ck_agency_digits_known')),
    sa.CheckConstraint("particle IN ('ค่ะ', 'ครับ')", name=op.f('ck_agency_particle_known')),
    sa.CheckConstraint('quota > 0', name=op.f('ck_agency_quota_positive')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agency')),
    sa.UniqueConstraint('line_bot_id', name=op.f('uq_agency_line_bot_id')),
    sa.UniqueConstraint('slug', name=op.f('uq_agency_slug'))
    )
    op.create_index(op.f('ix_agency_digest_on'), 'agency', ['digest_on'], unique=False)
    op.create_table('day_override',
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_day_override_agency_id_agency'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_day_override')),
    sa.UniqueConstraint('agency_id', 'day', name=op.f('uq_day_override_agency_id_day'))
    )
    op.create_index(op.f('ix_day_override_agency_id'), 'day_override', ['agency_id'], unique=False)
    op.create_table('inbox_event',
    sa.Column('webhook_event_id', sa.String(), nullable=False),
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('message_id', sa.String(), nullable=True),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('raw', sa.JSON(), nullable=True),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('done_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('failed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('repeats_id', sa.Integer(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f('ck_inbox_event_done_has_done_at')),
    sa.CheckConstraint("(state = 'failed') = (failed_at IS NOT NULL)", name=op.f('ck_inbox_event_failed_has_failed_at')),
    sa.CheckConstraint("state = 'new' OR claimed_until IS NULL", name=op.f('ck_inbox_event_claim_ends')),
    sa.CheckConstraint("state IN ('new', 'done', 'failed')", name=op.f('ck_inbox_event_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_inbox_event_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['repeats_id'], ['inbox_event.id'], name=op.f('fk_inbox_event_repeats_id_inbox_event'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inbox_event')),
    sa.UniqueConstraint('agency_id', 'webhook_event_id', name=op.f('uq_inbox_event_agency_id_webhook_event_id'))
    )
    op.create_index(op.f('ix_inbox_event_agency_id'), 'inbox_event', ['agency_id'], unique=False)
    op.create_index(op.f('ix_inbox_event_message_id'), 'inbox_event', ['message_id'], unique=False)
    op.create_index(op.f('ix_inbox_event_repeats_id'), 'inbox_event', ['repeats_id'], unique=False)
    op.create_index('ix_inbox_event_source', 'inbox_event', ['agency_id', 'source', 'state'], unique=False)
    op.create_index('ix_inbox_event_state', 'inbox_event', ['state', 'occurred_at'], unique=False)
    op.create_table('milestone',
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('certain', sa.Boolean(), nullable=False),
    sa.Column('moves', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_milestone_ends_after_start')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_milestone_agency_id_agency'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone')),
    sa.UniqueConstraint('agency_id', 'fiscal_year', 'key', name=op.f('uq_milestone_agency_id_fiscal_year_key'))
    )
    op.create_index(op.f('ix_milestone_agency_id'), 'milestone', ['agency_id'], unique=False)
    op.create_table('plan',
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=True),
    sa.Column('source_name', sa.String(), nullable=False),
    sa.Column('source_sha256', sa.String(), nullable=False),
    sa.Column('source_year', sa.Integer(), nullable=True),
    sa.Column('layout', sa.JSON(), nullable=False),
    sa.Column('doubts', sa.JSON(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('imported_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind IN ('active', 'history')", name=op.f('ck_plan_kind_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_plan_agency_id_agency'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('agency_id', 'fiscal_year', name=op.f('uq_plan_agency_id_fiscal_year'))
    )
    op.create_index(op.f('ix_plan_agency_id'), 'plan', ['agency_id'], unique=False)
    op.create_table('unit',
    sa.Column('parent_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_unit_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['parent_id'], ['unit.id'], name=op.f('fk_unit_parent_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit')),
    sa.UniqueConstraint('agency_id', 'parent_id', 'name', name=op.f('uq_unit_agency_id_parent_id_name'))
    )
    op.create_index(op.f('ix_unit_agency_id'), 'unit', ['agency_id'], unique=False)
    op.create_index('uq_unit_one_name_an_agency', 'unit', ['agency_id', 'name'], unique=True, sqlite_where=sa.text('parent_id IS NULL'), postgresql_where=sa.text('parent_id IS NULL'))
    op.create_table('measure',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('row', sa.Integer(), nullable=False),
    sa.Column('codes', sa.JSON(), nullable=False),
    sa.Column('group', sa.String(), nullable=True),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_measure_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_measure_plan_id_plan'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure')),
    sa.UniqueConstraint('plan_id', 'key', name=op.f('uq_measure_plan_id_key'))
    )
    op.create_index(op.f('ix_measure_agency_id'), 'measure', ['agency_id'], unique=False)
    op.create_table('staff',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('position', sa.String(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('role_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("role IN ('officer', 'unit_head', 'coordinator', 'executive', 'administrator')", name=op.f('ck_staff_role_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_staff_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_staff_unit_id_unit'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_staff')),
    sa.UniqueConstraint('agency_id', 'name', name=op.f('uq_staff_agency_id_name'))
    )
    op.create_index(op.f('ix_staff_agency_id'), 'staff', ['agency_id'], unique=False)
    op.create_table('unit_alias',
    sa.Column('unit_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_unit_alias_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_unit_alias_unit_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_alias')),
    sa.UniqueConstraint('agency_id', 'key', name=op.f('uq_unit_alias_agency_id_key'))
    )
    op.create_index(op.f('ix_unit_alias_agency_id'), 'unit_alias', ['agency_id'], unique=False)
    op.create_table('audit_entry',
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('act', sa.String(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_audit_entry_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_audit_entry_staff_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_audit_entry'))
    )
    op.create_index(op.f('ix_audit_entry_agency_id'), 'audit_entry', ['agency_id'], unique=False)
    op.create_table('calendar_link',
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(kind = 'person') = (staff_id IS NOT NULL)", name=op.f('ck_calendar_link_person_names_staff')),
    sa.CheckConstraint("(kind = 'unit') = (unit_id IS NOT NULL)", name=op.f('ck_calendar_link_unit_names_unit')),
    sa.CheckConstraint("kind IN ('person', 'unit', 'office')", name=op.f('ck_calendar_link_kind_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_calendar_link_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by'], ['staff.id'], name=op.f('fk_calendar_link_made_by_staff'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_calendar_link_staff_id_staff'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_calendar_link_unit_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_link')),
    sa.UniqueConstraint('digest', name=op.f('uq_calendar_link_digest'))
    )
    op.create_index(op.f('ix_calendar_link_agency_id'), 'calendar_link', ['agency_id'], unique=False)
    op.create_table('contact',
    sa.Column('line_user_id', sa.String(), nullable=False),
    sa.Column('display_name', sa.String(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('binding', sa.String(), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('noticed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('friend_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('wrote_privately_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(binding = 'released') = (released_at IS NOT NULL)", name=op.f('ck_contact_released_has_released_at')),
    sa.CheckConstraint("binding != 'confirmed' OR confirmed_at IS NOT NULL", name=op.f('ck_contact_confirmed_has_confirmed_at')),
    sa.CheckConstraint("binding = 'none' OR asked_at IS NOT NULL", name=op.f('ck_contact_asked_has_asked_at')),
    sa.CheckConstraint("binding = 'none' OR staff_id IS NOT NULL", name=op.f('ck_contact_bound_to_somebody')),
    sa.CheckConstraint("binding IN ('none', 'pending', 'confirmed', 'released')", name=op.f('ck_contact_binding_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_contact_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['confirmed_by'], ['staff.id'], name=op.f('fk_contact_confirmed_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_contact_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contact')),
    sa.UniqueConstraint('agency_id', 'line_user_id', name=op.f('uq_contact_agency_id_line_user_id'))
    )
    op.create_index(op.f('ix_contact_agency_id'), 'contact', ['agency_id'], unique=False)
    op.create_index(op.f('ix_contact_staff_id'), 'contact', ['staff_id'], unique=False)
    op.create_index('uq_contact_one_account_a_person', 'contact', ['staff_id'], unique=True, sqlite_where=sa.text("binding = 'confirmed'"), postgresql_where=sa.text("binding = 'confirmed'"))
    op.create_table('duty',
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('phrase', sa.String(), nullable=False),
    sa.Column('actor', sa.String(), nullable=False),
    sa.Column('rhythm', sa.String(), nullable=False),
    sa.Column('step', sa.Integer(), nullable=True),
    sa.Column('basis', sa.String(), nullable=True),
    sa.Column('set_phrase', sa.String(), nullable=True),
    sa.Column('assigned_by_hand', sa.Boolean(), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("actor IN ('officer', 'executive')", name=op.f('ck_duty_actor_known')),
    sa.CheckConstraint("rhythm IN ('weekly', 'monthly', 'quarterly', 'half_yearly', 'yearly', 'once')", name=op.f('ck_duty_rhythm_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_duty_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_duty_measure_id_measure'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_duty')),
    sa.UniqueConstraint('measure_id', 'key', name=op.f('uq_duty_measure_id_key'))
    )
    op.create_index(op.f('ix_duty_agency_id'), 'duty', ['agency_id'], unique=False)
    op.create_table('join_code',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('purpose', sa.String(), nullable=False),
    sa.Column('chat_type', sa.String(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(purpose = 'chat') = (chat_type IS NOT NULL)", name=op.f('ck_join_code_chat_code_names_type')),
    sa.CheckConstraint("(purpose = 'staff') = (staff_id IS NOT NULL)", name=op.f('ck_join_code_staff_code_names_staff')),
    sa.CheckConstraint("purpose IN ('chat', 'staff')", name=op.f('ck_join_code_purpose_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_join_code_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_join_code_staff_id_staff'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_join_code_unit_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_join_code')),
    sa.UniqueConstraint('digest', name=op.f('uq_join_code_digest'))
    )
    op.create_index(op.f('ix_join_code_agency_id'), 'join_code', ['agency_id'], unique=False)
    op.create_table('plan_draft',
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('source_name', sa.String(), nullable=False),
    sa.Column('source_sha256', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('stored_as', sa.String(), nullable=True),
    sa.Column('uploaded_by', sa.Integer(), nullable=True),
    sa.Column('uploaded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('part', sa.String(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('read_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reading', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('printed', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('answers', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('report', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('adopted_by', sa.Integer(), nullable=True),
    sa.Column('adopted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'adopted') = (adopted_at IS NOT NULL)", name=op.f('ck_plan_draft_adopted_has_adopted_at')),
    sa.CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name=op.f('ck_plan_draft_failed_has_why')),
    sa.CheckConstraint("state != 'read' OR reading IS NOT NULL", name=op.f('ck_plan_draft_read_has_reading')),
    sa.CheckConstraint("state != 'uploaded' OR stored_as IS NOT NULL", name=op.f('ck_plan_draft_uploaded_is_stored')),
    sa.CheckConstraint("state IN ('arriving', 'uploaded', 'read', 'adopted', 'discarded', 'failed')", name=op.f('ck_plan_draft_state_known')),
    sa.ForeignKeyConstraint(['adopted_by'], ['staff.id'], name=op.f('fk_plan_draft_adopted_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_plan_draft_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['uploaded_by'], ['staff.id'], name=op.f('fk_plan_draft_uploaded_by_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_draft'))
    )
    op.create_index(op.f('ix_plan_draft_agency_id'), 'plan_draft', ['agency_id'], unique=False)
    op.create_index('ix_plan_draft_state', 'plan_draft', ['state'], unique=False)
    op.create_table('assignment',
    sa.Column('duty_id', sa.Integer(), nullable=False),
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('part', sa.String(), nullable=False),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("part IN ('doer', 'collector', 'executive', 'nobody')", name=op.f('ck_assignment_part_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_assignment_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['duty_id'], ['duty.id'], name=op.f('fk_assignment_duty_id_duty'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_assignment_staff_id_staff'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_assignment_unit_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assignment')),
    sa.UniqueConstraint('duty_id', 'key', name=op.f('uq_assignment_duty_id_key'))
    )
    op.create_index(op.f('ix_assignment_agency_id'), 'assignment', ['agency_id'], unique=False)
    op.create_index(op.f('ix_assignment_staff_id'), 'assignment', ['staff_id'], unique=False)
    op.create_index(op.f('ix_assignment_unit_id'), 'assignment', ['unit_id'], unique=False)
    op.create_table('chat',
    sa.Column('type', sa.String(), nullable=False),
    sa.Column('line_id', sa.String(), nullable=True),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('unit_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(), nullable=True),
    sa.Column('member_count', sa.Integer(), nullable=True),
    sa.Column('counted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('joined_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('typed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('spoken_on', sa.JSON(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(type = 'private') = (contact_id IS NOT NULL)", name=op.f('ck_chat_private_has_contact')),
    sa.CheckConstraint("(type = 'private') = (line_id IS NULL)", name=op.f('ck_chat_group_has_line_id')),
    sa.CheckConstraint("(type = 'unit') = (unit_id IS NOT NULL)", name=op.f('ck_chat_unit_chat_has_unit')),
    sa.CheckConstraint("type IN ('new', 'staff', 'unit', 'executives', 'public', 'private')", name=op.f('ck_chat_type_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_chat_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_chat_contact_id_contact'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['unit_id'], ['unit.id'], name=op.f('fk_chat_unit_id_unit'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat')),
    sa.UniqueConstraint('agency_id', 'line_id', name=op.f('uq_chat_agency_id_line_id')),
    sa.UniqueConstraint('contact_id', name=op.f('uq_chat_contact_id'))
    )
    op.create_index(op.f('ix_chat_agency_id'), 'chat', ['agency_id'], unique=False)
    op.create_table('page_link',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_page_link_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_page_link_contact_id_contact'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_page_link_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_link')),
    sa.UniqueConstraint('digest', name=op.f('uq_page_link_digest'))
    )
    op.create_index(op.f('ix_page_link_agency_id'), 'page_link', ['agency_id'], unique=False)
    op.create_index(op.f('ix_page_link_contact_id'), 'page_link', ['contact_id'], unique=False)
    op.create_index(op.f('ix_page_link_staff_id'), 'page_link', ['staff_id'], unique=False)
    op.create_table('page_session',
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.String(), nullable=False),
    sa.Column('began_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('expires_at > began_at', name=op.f('ck_page_session_expires_after_it_began')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_page_session_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_page_session_contact_id_contact'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_page_session_staff_id_staff'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_page_session')),
    sa.UniqueConstraint('digest', name=op.f('uq_page_session_digest'))
    )
    op.create_index(op.f('ix_page_session_agency_id'), 'page_session', ['agency_id'], unique=False)
    op.create_index(op.f('ix_page_session_contact_id'), 'page_session', ['contact_id'], unique=False)
    op.create_index(op.f('ix_page_session_staff_id'), 'page_session', ['staff_id'], unique=False)
    op.create_table('rehearsal_run',
    sa.Column('fiscal_year', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('mark', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('waiting_since', sa.DateTime(timezone=True), nullable=True),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('month', sa.String(), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('result', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'done') = (result IS NOT NULL)", name=op.f('ck_rehearsal_run_done_has_result')),
    sa.CheckConstraint("(state = 'failed') = (why IS NOT NULL)", name=op.f('ck_rehearsal_run_failed_has_why')),
    sa.CheckConstraint("(state = 'waiting') = (waiting_since IS NOT NULL)", name=op.f('ck_rehearsal_run_waiting_has_waiting_since')),
    sa.CheckConstraint("state IN ('waiting', 'done', 'failed')", name=op.f('ck_rehearsal_run_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_rehearsal_run_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by'], ['staff.id'], name=op.f('fk_rehearsal_run_asked_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['draft_id'], ['plan_draft.id'], name=op.f('fk_rehearsal_run_draft_id_plan_draft'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_rehearsal_run'))
    )
    op.create_index(op.f('ix_rehearsal_run_agency_id'), 'rehearsal_run', ['agency_id'], unique=False)
    op.create_index(op.f('ix_rehearsal_run_draft_id'), 'rehearsal_run', ['draft_id'], unique=False)
    op.create_index('uq_rehearsal_run_one_waits', 'rehearsal_run', ['agency_id'], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.create_table('chat_member',
    sa.Column('chat_id', sa.Integer(), nullable=False),
    sa.Column('contact_id', sa.Integer(), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('left_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_chat_member_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_chat_member_chat_id_chat'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['contact_id'], ['contact.id'], name=op.f('fk_chat_member_contact_id_contact'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chat_member')),
    sa.UniqueConstraint('chat_id', 'contact_id', name=op.f('uq_chat_member_chat_id_contact_id'))
    )
    op.create_index(op.f('ix_chat_member_agency_id'), 'chat_member', ['agency_id'], unique=False)
    op.create_index(op.f('ix_chat_member_contact_id'), 'chat_member', ['contact_id'], unique=False)
    op.create_table('occurrence',
    sa.Column('assignment_id', sa.Integer(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('extended_to', sa.Date(), nullable=True),
    sa.Column('status', sa.String(), nullable=False),
    sa.Column('progress', sa.Integer(), nullable=True),
    sa.Column('started_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verified_by', sa.Integer(), nullable=True),
    sa.Column('published_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('published_by', sa.Integer(), nullable=True),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('seen_by', sa.Integer(), nullable=True),
    sa.Column('asked_on', sa.Date(), nullable=True),
    sa.Column('before_start', sa.Boolean(), nullable=False),
    sa.Column('remind_on', sa.Date(), nullable=True),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(status = 'completed') = (completed_at IS NOT NULL)", name=op.f('ck_occurrence_completed_has_completed_at')),
    sa.CheckConstraint("published_at IS NULL OR status = 'completed'", name=op.f('ck_occurrence_published_after_completed')),
    sa.CheckConstraint("status != 'in_progress' OR started_at IS NOT NULL", name=op.f('ck_occurrence_in_progress_has_started_at')),
    sa.CheckConstraint("status IN ('not_started', 'in_progress', 'completed')", name=op.f('ck_occurrence_status_known')),
    sa.CheckConstraint("verified_at IS NULL OR status = 'completed'", name=op.f('ck_occurrence_verified_after_completed')),
    sa.CheckConstraint('extended_to IS NULL OR extended_to > due_on', name=op.f('ck_occurrence_extension_is_later')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_occurrence_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['assignment_id'], ['assignment.id'], name=op.f('fk_occurrence_assignment_id_assignment'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['published_by'], ['staff.id'], name=op.f('fk_occurrence_published_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['seen_by'], ['staff.id'], name=op.f('fk_occurrence_seen_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['verified_by'], ['staff.id'], name=op.f('fk_occurrence_verified_by_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_occurrence')),
    sa.UniqueConstraint('assignment_id', 'due_on', name=op.f('uq_occurrence_assignment_id_due_on'))
    )
    op.create_index(op.f('ix_occurrence_agency_id'), 'occurrence', ['agency_id'], unique=False)
    op.create_index('ix_occurrence_agency_id_due_on', 'occurrence', ['agency_id', 'due_on'], unique=False)
    op.create_index('ix_occurrence_remind_on', 'occurrence', ['remind_on'], unique=False)
    op.create_table('reply_token',
    sa.Column('chat_id', sa.Integer(), nullable=False),
    sa.Column('token', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_reply_token_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_reply_token_chat_id_chat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reply_token')),
    sa.UniqueConstraint('agency_id', 'token', name=op.f('uq_reply_token_agency_id_token'))
    )
    op.create_index(op.f('ix_reply_token_agency_id'), 'reply_token', ['agency_id'], unique=False)
    op.create_index(op.f('ix_reply_token_chat_id'), 'reply_token', ['chat_id'], unique=False)
    op.create_index('ix_reply_token_expires_at', 'reply_token', ['expires_at'], unique=False)
    op.create_table('delivery',
    sa.Column('chat_id', sa.Integer(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('retry_key', sa.String(), nullable=True),
    sa.Column('reply_token_id', sa.Integer(), nullable=True),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('about', sa.JSON(), nullable=False),
    sa.Column('cost', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('first_tried_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'ready') = (settled_at IS NULL)", name=op.f('ck_delivery_settled_has_settled_at')),
    sa.CheckConstraint("(way = 'push') = (retry_key IS NOT NULL)", name=op.f('ck_delivery_push_has_retry_key')),
    sa.CheckConstraint("(way = 'reply') = (reply_token_id IS NOT NULL)", name=op.f('ck_delivery_reply_has_token')),
    sa.CheckConstraint("state IN ('ready', 'accepted', 'refused', 'unknown', 'given_up')", name=op.f('ck_delivery_state_known')),
    sa.CheckConstraint("way IN ('reply', 'push')", name=op.f('ck_delivery_way_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_delivery_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_delivery_chat_id_chat'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reply_token_id'], ['reply_token.id'], name=op.f('fk_delivery_reply_token_id_reply_token'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
    sa.UniqueConstraint('retry_key', name=op.f('uq_delivery_retry_key'))
    )
    op.create_index(op.f('ix_delivery_agency_id'), 'delivery', ['agency_id'], unique=False)
    op.create_index('ix_delivery_agency_id_settled_at', 'delivery', ['agency_id', 'settled_at'], unique=False)
    op.create_index(op.f('ix_delivery_chat_id'), 'delivery', ['chat_id'], unique=False)
    op.create_index('ix_delivery_ready', 'delivery', ['state', 'try_at'], unique=False)
    op.create_table('extension',
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('asked_until', sa.Date(), nullable=False),
    sa.Column('reason', sa.String(), nullable=True),
    sa.Column('asked_by', sa.Integer(), nullable=True),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('refusal', sa.String(), nullable=True),
    sa.Column('refused_in', sa.Integer(), nullable=True),
    sa.Column('nudge_on', sa.Date(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name=op.f('ck_extension_decided_has_decided_at')),
    sa.CheckConstraint("refusal IS NULL OR state = 'refused'", name=op.f('ck_extension_refusal_of_a_refused_one')),
    sa.CheckConstraint("state IN ('asked', 'approved', 'refused', 'withdrawn', 'needless')", name=op.f('ck_extension_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_extension_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['asked_by'], ['staff.id'], name=op.f('fk_extension_asked_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['decided_by'], ['staff.id'], name=op.f('fk_extension_decided_by_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrence.id'], name=op.f('fk_extension_occurrence_id_occurrence'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['refused_in'], ['inbox_event.id'], name=op.f('fk_extension_refused_in_inbox_event'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extension'))
    )
    op.create_index(op.f('ix_extension_agency_id'), 'extension', ['agency_id'], unique=False)
    op.create_index('ix_extension_nudge_on', 'extension', ['nudge_on'], unique=False)
    op.create_index(op.f('ix_extension_occurrence_id'), 'extension', ['occurrence_id'], unique=False)
    op.create_index(op.f('ix_extension_refused_in'), 'extension', ['refused_in'], unique=False)
    op.create_table('report_answer',
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('element', sa.String(), nullable=False),
    sa.Column('words', sa.String(), nullable=False),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended', sa.String(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("ended IN ('replaced', 'withdrawn', 'unsent')", name=op.f('ck_report_answer_ended_known')),
    sa.CheckConstraint('(ended IS NULL) = (ended_at IS NULL)', name=op.f('ck_report_answer_ended_has_ended_at')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_report_answer_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['inbox_event.id'], name=op.f('fk_report_answer_event_id_inbox_event'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrence.id'], name=op.f('fk_report_answer_occurrence_id_occurrence'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_report_answer_staff_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_answer')),
    sa.UniqueConstraint('event_id', 'occurrence_id', 'element', name=op.f('uq_report_answer_event_id_occurrence_id_element'))
    )
    op.create_index(op.f('ix_report_answer_agency_id'), 'report_answer', ['agency_id'], unique=False)
    op.create_index('ix_report_answer_occurrence_id', 'report_answer', ['occurrence_id', 'element'], unique=False)
    op.create_table('status_reply',
    sa.Column('occurrence_id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('said', sa.String(), nullable=False),
    sa.Column('intent', sa.String(), nullable=False),
    sa.Column('was', sa.String(), nullable=False),
    sa.Column('became', sa.String(), nullable=False),
    sa.Column('was_progress', sa.Integer(), nullable=True),
    sa.Column('was_completed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('progress', sa.Integer(), nullable=True),
    sa.Column('obstacle', sa.String(), nullable=True),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('undoes_id', sa.Integer(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("became IN ('not_started', 'in_progress', 'completed')", name=op.f('ck_status_reply_became_known')),
    sa.CheckConstraint("was IN ('not_started', 'in_progress', 'completed')", name=op.f('ck_status_reply_was_known')),
    sa.CheckConstraint('progress IS NULL OR (progress >= 0 AND progress <= 100)', name=op.f('ck_status_reply_progress_is_percent')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_status_reply_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['event_id'], ['inbox_event.id'], name=op.f('fk_status_reply_event_id_inbox_event'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrence.id'], name=op.f('fk_status_reply_occurrence_id_occurrence'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_status_reply_staff_id_staff'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['undoes_id'], ['status_reply.id'], name=op.f('fk_status_reply_undoes_id_status_reply'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_status_reply')),
    sa.UniqueConstraint('event_id', 'occurrence_id', 'intent', name=op.f('uq_status_reply_event_id_occurrence_id_intent')),
    sa.UniqueConstraint('undoes_id', name=op.f('uq_status_reply_undoes_id'))
    )
    op.create_index(op.f('ix_status_reply_agency_id'), 'status_reply', ['agency_id'], unique=False)
    op.create_index(op.f('ix_status_reply_occurrence_id'), 'status_reply', ['occurrence_id'], unique=False)
    op.create_table('evidence',
    sa.Column('occurrence_id', sa.Integer(), nullable=True),
    sa.Column('reply_id', sa.Integer(), nullable=True),
    sa.Column('staff_id', sa.Integer(), nullable=True),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('chat_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('url', sa.String(), nullable=True),
    sa.Column('message_id', sa.String(), nullable=True),
    sa.Column('image_set', sa.String(), nullable=True),
    sa.Column('stored_as', sa.String(), nullable=True),
    sa.Column('file_name', sa.String(), nullable=True),
    sa.Column('content_type', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('official', sa.Boolean(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('try_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('told_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('erase_after', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("kind != 'link' OR message_id IS NULL", name=op.f('ck_evidence_link_has_no_message')),
    sa.CheckConstraint("kind IN ('link', 'photo', 'file')", name=op.f('ck_evidence_kind_known')),
    sa.CheckConstraint("state != 'kept' OR kind = 'link' OR stored_as IS NOT NULL", name=op.f('ck_evidence_kept_is_stored')),
    sa.CheckConstraint("state IN ('waiting', 'kept', 'failed', 'gone')", name=op.f('ck_evidence_state_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_evidence_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_evidence_chat_id_chat'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['event_id'], ['inbox_event.id'], name=op.f('fk_evidence_event_id_inbox_event'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrence.id'], name=op.f('fk_evidence_occurrence_id_occurrence'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reply_id'], ['status_reply.id'], name=op.f('fk_evidence_reply_id_status_reply'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['staff_id'], ['staff.id'], name=op.f('fk_evidence_staff_id_staff'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence')),
    sa.UniqueConstraint('agency_id', 'message_id', name=op.f('uq_evidence_agency_id_message_id')),
    sa.UniqueConstraint('occurrence_id', 'sha256', name=op.f('uq_evidence_occurrence_id_sha256'))
    )
    op.create_index(op.f('ix_evidence_agency_id'), 'evidence', ['agency_id'], unique=False)
    op.create_index('ix_evidence_agency_id_sha256', 'evidence', ['agency_id', 'sha256'], unique=False)
    op.create_index(op.f('ix_evidence_chat_id'), 'evidence', ['chat_id'], unique=False)
    op.create_index('ix_evidence_erase_after', 'evidence', ['erase_after'], unique=False)
    op.create_index(op.f('ix_evidence_event_id'), 'evidence', ['event_id'], unique=False)
    op.create_index(op.f('ix_evidence_reply_id'), 'evidence', ['reply_id'], unique=False)
    op.create_index('ix_evidence_try_at', 'evidence', ['try_at'], unique=False)
    op.create_table('outbox_message',
    sa.Column('key', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('chat_id', sa.Integer(), nullable=False),
    sa.Column('reply_token_id', sa.Integer(), nullable=True),
    sa.Column('occurrence_id', sa.Integer(), nullable=True),
    sa.Column('urgency', sa.String(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('not_before', sa.DateTime(timezone=True), nullable=False),
    sa.Column('push_after', sa.DateTime(timezone=True), nullable=True),
    sa.Column('useless_after', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=True),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("(state = 'said') = (said_at IS NOT NULL)", name=op.f('ck_outbox_message_said_has_said_at')),
    sa.CheckConstraint("state IN ('waiting', 'sending', 'said', 'dropped', 'refused')", name=op.f('ck_outbox_message_state_known')),
    sa.CheckConstraint("state NOT IN ('dropped', 'refused') OR why IS NOT NULL", name=op.f('ck_outbox_message_unsaid_has_reason')),
    sa.CheckConstraint("state NOT IN ('sending', 'said') OR delivery_id IS NOT NULL", name=op.f('ck_outbox_message_sending_has_delivery')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_outbox_message_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['chat_id'], ['chat.id'], name=op.f('fk_outbox_message_chat_id_chat'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_outbox_message_delivery_id_delivery'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['occurrence_id'], ['occurrence.id'], name=op.f('fk_outbox_message_occurrence_id_occurrence'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['reply_token_id'], ['reply_token.id'], name=op.f('fk_outbox_message_reply_token_id_reply_token'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('agency_id', 'key', name=op.f('uq_outbox_message_agency_id_key'))
    )
    op.create_index(op.f('ix_outbox_message_agency_id'), 'outbox_message', ['agency_id'], unique=False)
    op.create_index('ix_outbox_message_chat', 'outbox_message', ['chat_id', 'state'], unique=False)
    op.create_index(op.f('ix_outbox_message_delivery_id'), 'outbox_message', ['delivery_id'], unique=False)
    op.create_index(op.f('ix_outbox_message_occurrence_id'), 'outbox_message', ['occurrence_id'], unique=False)
    op.create_index('ix_outbox_message_push_after', 'outbox_message', ['state', 'push_after'], unique=False)
    op.create_index('ix_outbox_message_reply_token_id', 'outbox_message', ['reply_token_id', 'state'], unique=False)
    op.create_index('ix_outbox_message_useless_after', 'outbox_message', ['state', 'useless_after'], unique=False)
    op.create_table('sent_message',
    sa.Column('line_message_id', sa.String(), nullable=False),
    sa.Column('delivery_id', sa.Integer(), nullable=False),
    sa.Column('quote_token', sa.String(), nullable=True),
    sa.Column('occurrence_ids', sa.JSON(), nullable=False),
    sa.Column('asks', sa.String(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_sent_message_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['delivery_id'], ['delivery.id'], name=op.f('fk_sent_message_delivery_id_delivery'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sent_message')),
    sa.UniqueConstraint('agency_id', 'line_message_id', name=op.f('uq_sent_message_agency_id_line_message_id'))
    )
    op.create_index(op.f('ix_sent_message_agency_id'), 'sent_message', ['agency_id'], unique=False)
    op.create_index(op.f('ix_sent_message_delivery_id'), 'sent_message', ['delivery_id'], unique=False)
    op.create_table('link_check',
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('seen', sa.String(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('final_url', sa.String(), nullable=True),
    sa.Column('official', sa.Boolean(), nullable=False),
    sa.Column('why', sa.String(), nullable=True),
    sa.Column('content_type', sa.String(), nullable=True),
    sa.Column('size', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=True),
    sa.Column('stored_as', sa.String(), nullable=True),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agency_id', sa.Integer(), nullable=False),
    sa.CheckConstraint("seen IN ('ok', 'dead', 'outage', 'refused')", name=op.f('ck_link_check_seen_known')),
    sa.ForeignKeyConstraint(['agency_id'], ['agency.id'], name=op.f('fk_link_check_agency_id_agency'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence.id'], name=op.f('fk_link_check_evidence_id_evidence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link_check'))
    )
    op.create_index(op.f('ix_link_check_agency_id'), 'link_check', ['agency_id'], unique=False)
    op.create_index('ix_link_check_evidence_id_at', 'link_check', ['evidence_id', 'at'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_link_check_evidence_id_at', table_name='link_check')
    op.drop_index(op.f('ix_link_check_agency_id'), table_name='link_check')
    op.drop_table('link_check')
    op.drop_index(op.f('ix_sent_message_delivery_id'), table_name='sent_message')
    op.drop_index(op.f('ix_sent_message_agency_id'), table_name='sent_message')
    op.drop_table('sent_message')
    op.drop_index('ix_outbox_message_useless_after', table_name='outbox_message')
    op.drop_index('ix_outbox_message_reply_token_id', table_name='outbox_message')
    op.drop_index('ix_outbox_message_push_after', table_name='outbox_message')
    op.drop_index(op.f('ix_outbox_message_occurrence_id'), table_name='outbox_message')
    op.drop_index(op.f('ix_outbox_message_delivery_id'), table_name='outbox_message')
    op.drop_index('ix_outbox_message_chat', table_name='outbox_message')
    op.drop_index(op.f('ix_outbox_message_agency_id'), table_name='outbox_message')
    op.drop_table('outbox_message')
    op.drop_index('ix_evidence_try_at', table_name='evidence')
    op.drop_index(op.f('ix_evidence_reply_id'), table_name='evidence')
    op.drop_index(op.f('ix_evidence_event_id'), table_name='evidence')
    op.drop_index('ix_evidence_erase_after', table_name='evidence')
    op.drop_index(op.f('ix_evidence_chat_id'), table_name='evidence')
    op.drop_index('ix_evidence_agency_id_sha256', table_name='evidence')
    op.drop_index(op.f('ix_evidence_agency_id'), table_name='evidence')
    op.drop_table('evidence')
    op.drop_index(op.f('ix_status_reply_occurrence_id'), table_name='status_reply')
    op.drop_index(op.f('ix_status_reply_agency_id'), table_name='status_reply')
    op.drop_table('status_reply')
    op.drop_index('ix_report_answer_occurrence_id', table_name='report_answer')
    op.drop_index(op.f('ix_report_answer_agency_id'), table_name='report_answer')
    op.drop_table('report_answer')
    op.drop_index(op.f('ix_extension_refused_in'), table_name='extension')
    op.drop_index(op.f('ix_extension_occurrence_id'), table_name='extension')
    op.drop_index('ix_extension_nudge_on', table_name='extension')
    op.drop_index(op.f('ix_extension_agency_id'), table_name='extension')
    op.drop_table('extension')
    op.drop_index('ix_delivery_ready', table_name='delivery')
    op.drop_index(op.f('ix_delivery_chat_id'), table_name='delivery')
    op.drop_index('ix_delivery_agency_id_settled_at', table_name='delivery')
    op.drop_index(op.f('ix_delivery_agency_id'), table_name='delivery')
    op.drop_table('delivery')
    op.drop_index('ix_reply_token_expires_at', table_name='reply_token')
    op.drop_index(op.f('ix_reply_token_chat_id'), table_name='reply_token')
    op.drop_index(op.f('ix_reply_token_agency_id'), table_name='reply_token')
    op.drop_table('reply_token')
    op.drop_index('ix_occurrence_remind_on', table_name='occurrence')
    op.drop_index('ix_occurrence_agency_id_due_on', table_name='occurrence')
    op.drop_index(op.f('ix_occurrence_agency_id'), table_name='occurrence')
    op.drop_table('occurrence')
    op.drop_index(op.f('ix_chat_member_contact_id'), table_name='chat_member')
    op.drop_index(op.f('ix_chat_member_agency_id'), table_name='chat_member')
    op.drop_table('chat_member')
    op.drop_index('uq_rehearsal_run_one_waits', table_name='rehearsal_run', sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
    op.drop_index(op.f('ix_rehearsal_run_draft_id'), table_name='rehearsal_run')
    op.drop_index(op.f('ix_rehearsal_run_agency_id'), table_name='rehearsal_run')
    op.drop_table('rehearsal_run')
    op.drop_index(op.f('ix_page_session_staff_id'), table_name='page_session')
    op.drop_index(op.f('ix_page_session_contact_id'), table_name='page_session')
    op.drop_index(op.f('ix_page_session_agency_id'), table_name='page_session')
    op.drop_table('page_session')
    op.drop_index(op.f('ix_page_link_staff_id'), table_name='page_link')
    op.drop_index(op.f('ix_page_link_contact_id'), table_name='page_link')
    op.drop_index(op.f('ix_page_link_agency_id'), table_name='page_link')
    op.drop_table('page_link')
    op.drop_index(op.f('ix_chat_agency_id'), table_name='chat')
    op.drop_table('chat')
    op.drop_index(op.f('ix_assignment_unit_id'), table_name='assignment')
    op.drop_index(op.f('ix_assignment_staff_id'), table_name='assignment')
    op.drop_index(op.f('ix_assignment_agency_id'), table_name='assignment')
    op.drop_table('assignment')
    op.drop_index('ix_plan_draft_state', table_name='plan_draft')
    op.drop_index(op.f('ix_plan_draft_agency_id'), table_name='plan_draft')
    op.drop_table('plan_draft')
    op.drop_index(op.f('ix_join_code_agency_id'), table_name='join_code')
    op.drop_table('join_code')
    op.drop_index(op.f('ix_duty_agency_id'), table_name='duty')
    op.drop_table('duty')
    op.drop_index('uq_contact_one_account_a_person', table_name='contact', sqlite_where=sa.text("binding = 'confirmed'"), postgresql_where=sa.text("binding = 'confirmed'"))
    op.drop_index(op.f('ix_contact_staff_id'), table_name='contact')
    op.drop_index(op.f('ix_contact_agency_id'), table_name='contact')
    op.drop_table('contact')
    op.drop_index(op.f('ix_calendar_link_agency_id'), table_name='calendar_link')
    op.drop_table('calendar_link')
    op.drop_index(op.f('ix_audit_entry_agency_id'), table_name='audit_entry')
    op.drop_table('audit_entry')
    op.drop_index(op.f('ix_unit_alias_agency_id'), table_name='unit_alias')
    op.drop_table('unit_alias')
    op.drop_index(op.f('ix_staff_agency_id'), table_name='staff')
    op.drop_table('staff')
    op.drop_index(op.f('ix_measure_agency_id'), table_name='measure')
    op.drop_table('measure')
    op.drop_index('uq_unit_one_name_an_agency', table_name='unit', sqlite_where=sa.text('parent_id IS NULL'), postgresql_where=sa.text('parent_id IS NULL'))
    op.drop_index(op.f('ix_unit_agency_id'), table_name='unit')
    op.drop_table('unit')
    op.drop_index(op.f('ix_plan_agency_id'), table_name='plan')
    op.drop_table('plan')
    op.drop_index(op.f('ix_milestone_agency_id'), table_name='milestone')
    op.drop_table('milestone')
    op.drop_index('ix_inbox_event_state', table_name='inbox_event')
    op.drop_index('ix_inbox_event_source', table_name='inbox_event')
    op.drop_index(op.f('ix_inbox_event_repeats_id'), table_name='inbox_event')
    op.drop_index(op.f('ix_inbox_event_message_id'), table_name='inbox_event')
    op.drop_index(op.f('ix_inbox_event_agency_id'), table_name='inbox_event')
    op.drop_table('inbox_event')
    op.drop_index(op.f('ix_day_override_agency_id'), table_name='day_override')
    op.drop_table('day_override')
    op.drop_index(op.f('ix_agency_digest_on'), table_name='agency')
    op.drop_table('agency')
