"""LINE in and out: gateway, webhook, conversation, understanding of Thai, card builders."""
